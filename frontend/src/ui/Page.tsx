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
