import styles from "./Intervenants.module.css";

/** Said as it is: nothing is broken, nothing is there yet. */
export function Frais() {
  return <p className={styles["mention"]}>Aucun état de frais. Ils apparaîtront ici après la première convocation.</p>;
}
