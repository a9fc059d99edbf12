import styles from "./Marque.module.css";

/** The neutral brand. A State deployment replaces this folder's content by its own block. */
export function Marque({ academie }: Readonly<{ academie?: string }>) {
  return (
    <div className={styles["marque"]}>
      <span className={styles["signe"]} aria-hidden="true" />
      <span>
        <strong className={styles["nom"]}>IMAG’IN</strong>
        <span className={styles["devise"]}>{academie ? `Académie de ${academie}` : "Missions et affectations"}</span>
      </span>
    </div>
  );
}
