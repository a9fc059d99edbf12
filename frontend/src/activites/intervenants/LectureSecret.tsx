import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { TypeSecret } from "../../api/genere";
import { lireSecret } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { actualiser } from "./fraicheur";
import { Envoi, Refus } from "../../dossier/Formulaire";
import styles from "./Intervenants.module.css";
import { avecArticle, SANS_TRACE } from "./secrets";

type Props = Readonly<{ id: string; personne: string; type: TypeSecret; onLu: (valeur: string) => void; onFermer: () => void }>;

/** Asks why before showing. */
export function LectureSecret({ id, personne, type, onLu, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [motif, setMotif] = useState("");
  const lecture = useMutation({
    ...SANS_TRACE,
    mutationFn: () => lireSecret({ path: { id, type }, body: { motif: motif.trim() } }),
    onSuccess: ({ valeur }) => {
      ecrire(`${type} de ${personne} : affiché 30 secondes. La lecture est inscrite au journal.`);
      actualiser(client);
      onLu(valeur);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <Dialogue
      titre={`Lire ${avecArticle(type)} de ${personne}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Lire" enCours={lecture.isPending} inactif={motif.trim().length < 3} onAnnuler={onFermer} />}
    >
      <form
        id={formulaire}
        className={styles["bloc"]}
        onSubmit={(e) => {
          e.preventDefault();
          lecture.mutate();
        }}
      >
        <Refus erreur={lecture.error} />
        <p>La valeur s’affichera 30 secondes. La lecture sera inscrite au journal avec votre nom, l’heure et ce motif.</p>
        <Champ nom="Motif de la lecture" valeur={motif} onChange={setMotif} max={200} requis indice="Trois caractères au moins : contrôle du versement, appel de l’intéressé…" />
      </form>
    </Dialogue>
  );
}
