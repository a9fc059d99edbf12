import { useId, useState, type FormEvent } from "react";
import type { Avis, Competence } from "../../api/genere";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { useAvis } from "./avis";
import { nommer } from "./voix";

export type MotSur = Readonly<{ competence: Competence; avis: Avis; motif: string }>;

/** A refusal and its reason, or an agreement and a comment. What is typed outlives a refusal by the server. */
export function Mot({ sur, onFermer }: Readonly<{ sur: MotSur; onFermer: () => void }>) {
  const formulaire = useId();
  const [motif, setMotif] = useState(sur.motif);
  const avis = useAvis(sur.competence, onFermer);
  const refus = sur.avis === "refuser";
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    avis.mutate({ avis: sur.avis, motif });
  };
  return (
    <Dialogue
      titre={`${refus ? "Refuser" : "Valider avec un commentaire"} : ${nommer(sur.competence)}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom={refus ? "Refuser" : "Valider"} enCours={avis.isPending} inactif={refus && motif.trim() === ""} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={avis.error} />
        <Champ
          nom={refus ? "Pourquoi ?" : "Commentaire"}
          valeur={motif}
          onChange={setMotif}
          max={300}
          requis={refus}
          indice="Il est lu par les autres auteurs de la compétence."
        />
      </form>
    </Dialogue>
  );
}
