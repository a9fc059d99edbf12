import type { ReactNode } from "react";
import styles from "./TableSimple.module.css";

export type ColonneSimple<T> = Readonly<{ titre: string; nombre?: boolean; valeur: (ligne: T) => ReactNode }>;

type Props<T> = Readonly<{
  titre: string;
  colonnes: readonly ColonneSimple<T>[];
  lignes: readonly T[];
  cle: (ligne: T, i: number) => string;
  vide: string;
}>;

/** A short list to read: a plain table, where a grid would be too much. */
export function TableSimple<T>({ titre, colonnes, lignes, cle, vide }: Props<T>) {
  if (lignes.length === 0) {
    return <p className={styles["vide"]}>{vide}</p>;
  }
  return (
    // A wide table scrolls by itself: the keyboard must reach it.
    <div className={styles["cadre"]} role="region" aria-label={titre} tabIndex={0}>
      <table className={styles["table"]}>
        <caption className="lecture-seule-ecran">{titre}</caption>
        <thead>
          <tr>
            {colonnes.map((c) => (
              <th key={c.titre} scope="col" data-nombre={c.nombre}>
                {c.titre}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((l, i) => (
            <tr key={cle(l, i)}>
              {colonnes.map((c) => (
                <td key={c.titre} data-nombre={c.nombre}>
                  {c.valeur(l)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
