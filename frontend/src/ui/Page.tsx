import type { ReactNode } from "react";
import styles from "./Page.module.css";

/** Title at the left, what can be done at the right. */
export function TitrePage({ titre, children }: Readonly<{ titre: string; children?: ReactNode }>) {
  return (
    <div className={styles["titre"]}>
      <h1>{titre}</h1>
      {children ? <div className={styles["actions"]}>{children}</div> : null}
    </div>
  );
}

export type Champ = readonly [nom: string, valeur: ReactNode];

/** Fields that have something to say, two by two. */
export function Fiche({ champs }: Readonly<{ champs: readonly Champ[] }>) {
  return (
    <dl className={styles["fiche"]}>
      {champs
        .filter(([, valeur]) => valeur !== undefined && valeur !== "" && valeur !== null)
        .map(([nom, valeur]) => (
          <div key={nom}>
            <dt>{nom}</dt>
            <dd>{valeur}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What stands under the title and scrolls by itself. */
export function Defile({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={styles["defile"]}>{children}</div>;
}

type PropsCases = Readonly<{ nom: string; choix: readonly (readonly [string, string])[]; choisis: readonly string[]; onChange: (l: readonly string[]) => void }>;

/** Boxes to tick: [value, label]. */
export function Cases({ nom, choix, choisis, onChange }: PropsCases) {
  return (
    <fieldset className={styles["cases"]}>
      <legend>{nom}</legend>
      {choix.map(([c, libelle]) => (
        <label key={c}>
          <input type="checkbox" checked={choisis.includes(c)} onChange={() => onChange(choisis.includes(c) ? choisis.filter((x) => x !== c) : [...choisis, c])} /> {libelle}
        </label>
      ))}
    </fieldset>
  );
}
