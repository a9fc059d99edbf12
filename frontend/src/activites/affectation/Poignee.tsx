import type { PlacePlan } from "../../api/genere";
import styles from "./Affectation.module.css";

/** What one takes hold of to drag somebody to another place; the keyboard has « Déplacer… ». */
export function Poignee({ place: p }: Readonly<{ place: PlacePlan }>) {
  // Without anybody to take, it still says which place the row is.
  return p.intervenant && !p.convoquee ? (
    <span className={styles["poignee"]} draggable="true" data-place={p.id} aria-hidden="true" title={`Glisser ${p.nom ?? ""} sur une autre place`}>
      ⠿
    </span>
  ) : (
    <span data-place={p.id} />
  );
}
