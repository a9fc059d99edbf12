import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { EtatRapprochement, Rapprochement } from "../../api/genere";
import { reprendreImport } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ORIGINES } from "../../domaine/etats";
import { instant } from "../../grille/formats";
import { Champ } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { comparer, type Comparaison } from "./comparer";
import { motEtat } from "./decisions";
import styles from "./Rapprochement.module.css";

const ACCORDS = { oui: "=", non: "≠", inconnu: "?" } as const;
const MOTS = { oui: "identique", non: "différent", inconnu: "inconnu d’un côté" } as const;

const COLONNES: readonly ColonneSimple<Comparaison>[] = [
  { titre: "Champ", valeur: (c) => c.champ },
  { titre: "Au fichier", valeur: (c) => <span data-accord={c.accord}>{c.fichier}</span> },
  {
    titre: "Accord",
    valeur: (c) => (
      <span data-accord={c.accord} role="img" aria-label={MOTS[c.accord]}>
        {ACCORDS[c.accord]}
      </span>
    ),
  },
  { titre: "Personne connue", valeur: (c) => <span data-accord={c.accord}>{c.connu}</span> },
];

type Props = Readonly<{ paire: Rapprochement; motif: string; setMotif: (m: string) => void; enCours: boolean; decider: (etat: EtatRapprochement) => void }>;

/** Two descriptions side by side, and three keys. */
export function Paire({ paire: r, motif, setMotif, enCours, decider }: Props) {
  const [reprise, setReprise] = useState(false);
  const reprendre = useMutation({
    mutationFn: (id: string) => reprendreImport({ path: { id } }),
    onSuccess: (i) => {
      setReprise(true);
      ecrire(`${i.nom_fichier} : le fichier est traité de nouveau. Suivez-le dans « Échanges ».`);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const bouton = (etat: EtatRapprochement, touche: string, style: string) =>
    r.etat === etat ? null : (
      <button type="button" className={`fr-btn fr-btn--sm ${style}`} aria-keyshortcuts={touche} disabled={enCours} onClick={() => decider(etat)}>
        {motEtat(etat)} ({touche})
      </button>
    );
  return (
    <div className={styles["paire"]}>
      <p className={styles["indices"]}>
        Ressemblance {r.score} sur 100 : {r.indices}. Connue par {ORIGINES.find((o) => o.valeur === r.connu_origine)?.libelle ?? r.connu_origine}
        {r.connu_numero === undefined ? "" : `, n° ${r.connu_numero}`}.
      </p>
      {r.etat === "a_decider" ? null : (
        <p>
          <strong>{motEtat(r.etat)}</strong>, décidé par {r.decide_par}
          {r.decide_le ? ` le ${instant(r.decide_le)}` : ""}.{r.motif ? ` ${r.motif}` : ""}
        </p>
      )}
      <div className={styles["decision"]}>
        <Champ nom="Motif (facultatif)" valeur={motif} onChange={setMotif} max={200} />
        {bouton("meme", "M", "")}
        {bouton("distinct", "D", "fr-btn--secondary")}
        {bouton("a_decider", "A", "fr-btn--tertiary")}
        {r.import && r.etat !== "a_decider" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={reprendre.isPending || reprise} onClick={() => reprendre.mutate(r.import ?? "")}>
            Traiter de nouveau le fichier
          </button>
        ) : null}
      </div>
      <TableSimple titre="Le fichier et la personne connue" colonnes={COLONNES} lignes={comparer(r)} cle={(c) => c.champ} vide="" />
    </div>
  );
}
