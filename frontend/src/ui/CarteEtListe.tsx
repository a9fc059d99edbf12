import type { ReactNode } from "react";
import styles from "./Carte.module.css";

/** A map is never alone: the list beside it says the same to whoever cannot see it. */
export function CarteEtListe({ carte, liste }: Readonly<{ carte: ReactNode; liste: ReactNode }>) {
  return carte ? (
    <div className={styles["cote"]}>
      {carte}
      <div className={styles["liste"]}>{liste}</div>
    </div>
  ) : (
    liste
  );
}
