import type { ReactNode } from "react";
import { detailErreur } from "./textes";
import styles from "./Grille.module.css";

export function EtatErreur({ erreur, reessayer }: Readonly<{ erreur: unknown; reessayer: () => void }>) {
  return (
    <div className={`fr-alert fr-alert--error fr-alert--sm ${styles["etat"]}`} role="alert">
      <p>{detailErreur(erreur)}</p>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={reessayer}>
        Réessayer
      </button>
    </div>
  );
}

/** An empty list says whether a filter emptied it, and how to get out. */
export function EtatVide({ filtree, effacer, children }: Readonly<{ filtree: boolean; effacer: () => void; children: ReactNode }>) {
  return (
    <div className={styles["vide"]}>
      {filtree ? (
        <>
          <p>Aucune ligne ne correspond à la recherche et aux filtres.</p>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={effacer}>
            Effacer la recherche et les filtres
          </button>
        </>
      ) : (
        children
      )}
    </div>
  );
}
