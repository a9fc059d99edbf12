import type { BilanRegles as Bilan } from "../../api/genere";
import { nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";
import styles from "../../dossier/Dossier.module.css";

/** What would be added, changed, deleted; and the lines that are no rules, each with its cause. */
export function BilanRegles({ bilan: b }: Readonly<{ bilan: Bilan }>) {
  return (
    <div role="status" aria-label="Ce que cela changerait">
      <Fiche
        champs={[
          ["Règles lues", nombre(b.lues)],
          ["Ajoutées", nombre(b.creees)],
          ["Modifiées", nombre(b.modifiees)],
          ["Supprimées", nombre(b.supprimees)],
          ["Déjà là", nombre(b.inchangees)],
          ["Rejetées", nombre(b.rejets.length)],
        ]}
      />
      {b.rejets.length > 0 ? (
        <ul className={styles["choix"]} aria-label="Lignes rejetées">
          {b.rejets.slice(0, 200).map((r) => (
            <li key={r.ligne}>
              Ligne {r.ligne} : {r.message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
