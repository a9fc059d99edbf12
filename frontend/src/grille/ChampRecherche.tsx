import { useEffect, useRef, useState } from "react";
import styles from "./Grille.module.css";

const PAUSE = 300;

/** Searches as one types, once one pauses; Enter does not wait. */
export function ChampRecherche({ q, chercher }: Readonly<{ q: string; chercher: (q: string) => void }>) {
  const [texte, setTexte] = useState(q);
  const dernier = useRef(q);
  useEffect(() => {
    // The address changed under us (back button, a removed tag): it wins.
    if (q !== dernier.current) {
      dernier.current = q;
      setTexte(q);
    }
  }, [q]);
  const envoyer = (t: string) => {
    const propre = t.trim();
    if (propre !== dernier.current) {
      dernier.current = propre;
      chercher(propre);
    }
  };
  useEffect(() => {
    if (texte.trim() === dernier.current) {
      return undefined;
    }
    const attente = window.setTimeout(() => envoyer(texte), PAUSE);
    return () => window.clearTimeout(attente);
  });
  return (
    <form
      role="search"
      className={styles["recherche"]}
      onSubmit={(e) => {
        e.preventDefault();
        envoyer(texte);
      }}
    >
      <input type="search" aria-label="Rechercher dans la liste" placeholder="Rechercher…" className="fr-input" maxLength={100} value={texte} onChange={(e) => setTexte(e.target.value)} />
    </form>
  );
}
