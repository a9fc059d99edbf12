import { formater, valeurBrute } from "./formats";
import type { Colonne, LigneGrille, Ton } from "./types";

const BADGES: Readonly<Record<Ton, string>> = {
  neutre: "fr-badge fr-badge--sm fr-badge--no-icon",
  info: "fr-badge fr-badge--sm fr-badge--info",
  succes: "fr-badge fr-badge--sm fr-badge--success",
  attente: "fr-badge fr-badge--sm fr-badge--new",
  erreur: "fr-badge fr-badge--sm fr-badge--error",
};

/** What a cell shows: a state is a badge whose words say it, never a colour alone. */
export function Cellule<T extends LigneGrille>({ colonne, ligne }: Readonly<{ colonne: Colonne<T>; ligne: T }>) {
  if (colonne.rendu) {
    return colonne.rendu(ligne);
  }
  const texte = formater(colonne, ligne);
  if (colonne.type !== "etat" || texte === "") {
    return texte;
  }
  const ton = colonne.choix?.find((c) => c.valeur === valeurBrute(colonne, ligne))?.ton ?? "neutre";
  return <span className={BADGES[ton]}>{texte}</span>;
}
