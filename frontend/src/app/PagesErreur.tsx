import type { ErrorComponentProps } from "@tanstack/react-router";
import { probleme } from "../api/erreur";
import { Marque } from "../ui/marque/Marque";
import styles from "./PagesErreur.module.css";

export function PageErreur({ error, reset }: ErrorComponentProps) {
  const p = probleme(error);
  return (
    <main className={styles["page"]}>
      <Marque />
      <h1>Cette page n’a pas pu s’afficher</h1>
      <p>{p.detail}</p>
      {p.instance ? <p className={styles["reference"]}>Référence : {p.instance}</p> : null}
      <button type="button" className="fr-btn" onClick={reset}>
        Réessayer
      </button>
    </main>
  );
}

export function PageIntrouvable() {
  return (
    <main className={styles["page"]}>
      <Marque />
      <h1>Page introuvable</h1>
      <p>Cette adresse n’existe pas dans IMAG’IN.</p>
      <a className="fr-btn" href="/">
        Revenir à l’accueil
      </a>
    </main>
  );
}
