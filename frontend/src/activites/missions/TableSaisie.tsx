import { useRef, type KeyboardEvent, type ReactNode } from "react";
import styles from "./Missions.module.css";

export type ColonneSaisie<T> = Readonly<{ titre: string; champ: (ligne: T, poser: (l: Partial<T>) => void, nom: string) => ReactNode }>;

type Props<T> = Readonly<{
  titre: string;
  colonnes: readonly ColonneSaisie<T>[];
  lignes: readonly T[];
  onChange: (lignes: readonly T[]) => void;
  ajouter?: (() => T) | undefined;
  nomAjout: string;
  vide: string;
}>;

/** A few lines that are typed. Alt + Down adds one, Alt + Delete takes one away, without leaving the keyboard. */
export function TableSaisie<T extends Readonly<{ cle: string }>>({ titre, colonnes, lignes, onChange, ajouter, nomAjout, vide }: Props<T>) {
  const table = useRef<HTMLTableElement>(null);
  const versLigne = (i: number) => requestAnimationFrame(() => table.current?.tBodies[0]?.rows[i]?.querySelector<HTMLElement>("input, select")?.focus());
  const plus = () => {
    if (ajouter) {
      onChange([...lignes, ajouter()]);
      versLigne(lignes.length);
    }
  };
  const moins = (i: number) => {
    onChange(lignes.filter((_, j) => j !== i));
    versLigne(Math.max(0, i - 1));
  };
  const touche = (e: KeyboardEvent, i: number) => {
    if (e.altKey && e.key === "ArrowDown") {
      e.preventDefault();
      plus();
    } else if (e.altKey && e.key === "Delete") {
      e.preventDefault();
      moins(i);
    }
  };
  return (
    <>
      {lignes.length === 0 ? (
        <p>{vide}</p>
      ) : (
        <div className={styles["saisie"]}>
          <table ref={table}>
            <caption className="lecture-seule-ecran">{titre} (Alt + Bas : ajouter ; Alt + Suppr : retirer)</caption>
            <thead>
              <tr>
                {colonnes.map((c) => (
                  <th key={c.titre} scope="col">
                    {c.titre}
                  </th>
                ))}
                <th scope="col">
                  <span className="lecture-seule-ecran">Retirer</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lignes.map((l, i) => (
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the fields it holds
                <tr key={l.cle} onKeyDown={(e) => touche(e, i)}>
                  {colonnes.map((c) => (
                    <td key={c.titre}>{c.champ(l, (p) => onChange(lignes.map((x, j) => (j === i ? { ...x, ...p } : x))), `${c.titre}, ligne ${i + 1}`)}</td>
                  ))}
                  <td>
                    <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary-no-outline" aria-label={`Retirer la ligne ${i + 1}`} onClick={() => moins(i)}>
                      Retirer
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {ajouter ? (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={plus}>
          {nomAjout}
        </button>
      ) : null}
    </>
  );
}

/** One field of a line; its name is that of its column and its line. */
export function Cellule({ nom, type = "text", valeur, onChange, max }: Readonly<{ nom: string; type?: "text" | "date" | "time" | "number"; valeur: string; onChange: (v: string) => void; max?: number }>) {
  return <input className="fr-input" type={type} aria-label={nom} value={valeur} maxLength={max} min={type === "number" ? 0 : undefined} required={type !== "text"} onChange={(e) => onChange(e.target.value)} />;
}
