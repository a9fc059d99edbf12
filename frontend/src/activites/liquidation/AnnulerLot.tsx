import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Lot } from "../../api/genere";
import { annulerLot } from "../../api/genere/sdk/lots.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

/** Nothing of it has left: its parts are free again, its number and its motive stay. */
export function AnnulerLot({ lot, onFermer }: Readonly<{ lot: Lot; onFermer: () => void }>) {
  const formulaire = useId();
  const [motif, setMotif] = useState("");
  const envoi = useMutation({
    mutationFn: () => annulerLot({ path: { id: lot.id }, body: { motif } }),
    onSuccess: () => {
      ecrire(`Lot n° ${lot.numero} annulé : ses parts sont de nouveau libres.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue titre={`Annuler le lot n° ${lot.numero}`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Annuler le lot" enCours={envoi.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <p>Rien n’est parti : les parts restent validées et pourront entrer dans un autre lot.</p>
        <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis faute={fauteDe(envoi.error, "motif")} />
      </form>
    </Dialogue>
  );
}
