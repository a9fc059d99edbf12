import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Traitement } from "../../api/genere";
import { annulerTraitement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { pluriel } from "./mots";

/** Everything that the run did is undone, and those who had been told are told why. */
export function AnnulerTraitement({ traitement: t, onFermer }: Readonly<{ traitement: Traitement; onFermer: () => void }>) {
  const formulaire = useId();
  const [motif, setMotif] = useState("");
  const envoi = useMutation({
    mutationFn: () => annulerTraitement({ path: { id: t.id }, body: { motif } }),
    onSuccess: () => {
      ecrire(`Annulation de « ${t.libelle} » en file.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue titre={`Annuler « ${t.libelle} »`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Annuler le traitement" enCours={envoi.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <p>{pluriel(t.convocations, "convocation")} : les affectations seront de nouveau à convoquer, les états de frais retirés, et les personnes déjà prévenues recevront une annulation.</p>
        <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis indice="Il est dit aux personnes prévenues." faute={fauteDe(envoi.error, "motif")} />
      </form>
    </Dialogue>
  );
}
