import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { creerPlan } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enDemande } from "../../dossier/demande";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

type Props = Readonly<{ selection: Selection; session: string; onFermer: () => void }>;

/** A plan over the ticked missions alone: proposed, compared and published as any other. */
export function AffecterSelection({ selection, session, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const quoi = selection.mode === "lignes" ? accorder(selection.ids.length, "mission", "missions") : "les missions du filtre";
  const [libelle, setLibelle] = useState(`Sélection : ${quoi}`);
  const demande = useMutation({
    mutationFn: () => creerPlan({ body: { session, libelle: libelle.trim(), selection: enDemande(selection) } }),
    onSuccess: (p) => {
      ecrire(`Plan « ${p.libelle} » : calcul demandé. Il se lit dans « Affectation ».`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("plans") });
      onFermer();
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    demande.mutate();
  };
  return (
    <Dialogue
      titre={`Affecter automatiquement : ${quoi}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Calculer" enCours={demande.isPending} inactif={libelle.trim() === ""} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={demande.error} />
        <Champ nom="Nom du plan" valeur={libelle} onChange={setLibelle} requis max={120} faute={fauteDe(demande.error, "libelle")} />
        <p>Seules ces missions sont pourvues ; ce que les personnes font ailleurs compte et ne bouge pas. Personne n’est affecté tant que le plan n’est pas publié.</p>
      </form>
    </Dialogue>
  );
}
