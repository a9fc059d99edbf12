import { memo, type CSSProperties } from "react";
import { Cellule } from "./Cellule";
import { estNumerique, formater } from "./formats";
import { decalage } from "./largeurs";
import type { Colonne, LigneGrille } from "./types";
import styles from "./Grille.module.css";

type Props<T> = Readonly<{
  ligne: T;
  /** 1 for the first row of the page. */
  rang: number;
  rangAbsolu: number;
  colonnes: readonly Colonne<T>[];
  epingles: number;
  selectionnable: boolean;
  choisie: boolean;
  courante: boolean;
  plageMin: number;
  plageMax: number;
  onCocher: (ligne: T, rang: number, etendre: boolean) => void;
}>;

export function placeEpinglee<T>(colonnes: readonly Colonne<T>[], i: number, epingles: number): CSSProperties | undefined {
  return i < epingles ? { insetInlineStart: decalage(colonnes.slice(0, i).map((c) => c.cle)) } : undefined;
}

/** Rows are keyed by place: on a new page the cells stay, and with them the keyboard's focus. */
function Ligne<T extends LigneGrille>(p: Props<T>) {
  return (
    <tr role="row" aria-rowindex={p.rangAbsolu + 1} aria-selected={p.selectionnable ? p.choisie : undefined} data-courante={p.courante} data-rang={p.rang} className={styles["ligne"]}>
      {p.selectionnable ? (
        <td role="gridcell" className={styles["case"]}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={p.choisie}
            aria-label={`Sélectionner la ligne ${p.rangAbsolu}`}
            onChange={() => undefined}
            onClick={(e) => p.onCocher(p.ligne, p.rang, e.shiftKey)}
          />
        </td>
      ) : null}
      {p.colonnes.map((c, i) => (
        <td
          key={c.cle}
          role="gridcell"
          tabIndex={-1}
          data-colonne={i}
          data-titre={c.titre}
          data-epinglee={i < p.epingles}
          data-plage={i >= p.plageMin && i <= p.plageMax && p.plageMin >= 0}
          data-nombre={estNumerique(c)}
          style={placeEpinglee(p.colonnes, i, p.epingles)}
          title={c.rendu ? undefined : formater(c, p.ligne)}
          className={styles["cellule"]}
        >
          <Cellule colonne={c} ligne={p.ligne} />
        </td>
      ))}
    </tr>
  );
}

// memo() loses the type parameter: the cast gives it back.
export const LigneTableau = memo(Ligne) as typeof Ligne;
