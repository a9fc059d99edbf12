import type { Historique as Ligne } from "../api/genere";
import { listerHistoriques } from "../api/genere/sdk.gen";
import { instant } from "../grille/formats";
import type { ColonneSimple } from "../ui/TableSimple";
import { changements, nomAction } from "./changements";
import styles from "./Dossier.module.css";
import { SousListe } from "./SousListe";

function Changements({ ligne }: Readonly<{ ligne: Ligne }>) {
  const lus = changements(ligne.avant, ligne.apres);
  return lus.length === 0 ? null : (
    <ul className={styles["changements"]}>
      {lus.map((c) => (
        <li key={c.champ}>
          <strong>{c.champ}</strong> : {ligne.avant ? `${c.avant || "(vide)"} → ` : ""}
          {c.apres || "(vide)"}
        </li>
      ))}
    </ul>
  );
}

const COLONNES: readonly ColonneSimple<Ligne>[] = [
  { titre: "Le", valeur: (l) => <span className={styles["insecable"]}>{instant(l.le)}</span> },
  { titre: "Qui", valeur: (l) => l.qui },
  { titre: "Action", valeur: (l) => nomAction(l.action, l.avant, l.apres) },
  { titre: "Pourquoi", valeur: (l) => l.pourquoi },
  { titre: "Avant → après", valeur: (l) => <Changements ligne={l} /> },
];

type Props = Readonly<{ objet: "intervenant" | "session" | "epreuve_option" | "centre" | "mission" | "jury" | "commission"; id: string }>;

/** Everything that was done to this person, session, centre or mission, the latest first. */
export function Historique({ objet, id }: Props) {
  return (
    <SousListe
      titre="Historique"
      ressource="historiques"
      filtre={`objet==${objet};objet_id==${id}`}
      charger={(query, signal) => listerHistoriques({ query, signal })}
      colonnes={COLONNES}
      vide="Rien n’a encore été fait ici depuis que cette fiche est connue."
    />
  );
}
