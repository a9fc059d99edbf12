import styles from "./Remplacements.module.css";

/** One tap to call, one to write. */
export function Joindre({ qui, a, telephone, mel }: Readonly<{ qui: string; a: string; telephone?: string | undefined; mel?: string | undefined }>) {
  if (!telephone && !mel) {
    return <p className="fr-hint-text">Ni téléphone ni courriel connus ({qui}).</p>;
  }
  return (
    <p className={styles["boutons"]}>
      {telephone ? (
        <a className="fr-btn fr-btn--sm fr-btn--tertiary" href={`tel:${telephone.replace(/[^+\d]/g, "")}`}>
          Appeler {qui} : {telephone}
        </a>
      ) : null}
      {mel ? (
        <a className="fr-btn fr-btn--sm fr-btn--tertiary" href={`mailto:${mel}`}>
          Écrire {a}
        </a>
      ) : null}
    </p>
  );
}
