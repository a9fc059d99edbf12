import type { EntreeMenu } from "../ui/Menu";
import type { Arrangement } from "./arrangement";
import { PAS_MENU } from "./largeurs";
import { etatTri, type Sens } from "./tri";
import type { Colonne, LigneGrille } from "./types";

export type ActionsColonne = Readonly<{
  tri: string;
  trier: (cle: string, sens: Sens | undefined, ajouter: boolean) => void;
  filtrer: (cle: string) => void;
  ajuster: () => void;
}>;

function entreesTri(c: Colonne<never>, a: ActionsColonne): readonly EntreeMenu[] {
  if (c.tri === false) {
    return [];
  }
  const sens = etatTri(a.tri, c.cle)?.sens;
  const poser = (s: Sens) => () => a.trier(c.cle, s, false);
  return [
    { libelle: "Trier par ordre croissant", coche: sens === "croissant", action: poser("croissant") },
    { libelle: "Trier par ordre décroissant", coche: sens === "decroissant", action: poser("decroissant") },
    { libelle: "Ajouter au tri", inactive: sens !== undefined, action: () => a.trier(c.cle, "croissant", true) },
    { libelle: "Retirer du tri", inactive: sens === undefined, action: () => a.trier(c.cle, undefined, true) },
    "separateur",
  ];
}

/** All that the mouse does by dragging is here too, for one pointer and no drag (WCAG 2.5.7), and for the keyboard. */
export function entreesColonne<T extends LigneGrille>(
  c: Colonne<T>,
  r: Arrangement<T>,
  a: ActionsColonne,
): readonly EntreeMenu[] {
  const { cle } = c;
  const epinglee = r.preferences.epinglees.includes(cle);
  const filtre: readonly EntreeMenu[] = c.filtre === false ? [] : [{ libelle: "Filtrer…", action: () => a.filtrer(cle) }, "separateur"];
  return [
    ...entreesTri(c, a), // only its key and its flags are read
    ...filtre,
    { libelle: "Élargir", action: () => r.elargir(cle, r.largeur(c) + PAS_MENU) },
    { libelle: "Rétrécir", action: () => r.elargir(cle, r.largeur(c) - PAS_MENU) },
    { libelle: "Ajuster au contenu", action: a.ajuster },
    { libelle: "Largeur d’origine", action: () => r.elargir(cle, undefined) },
    "separateur",
    { libelle: "Déplacer à gauche", action: () => r.deplacer(cle, "gauche") },
    { libelle: "Déplacer à droite", action: () => r.deplacer(cle, "droite") },
    { libelle: "Épingler à gauche", coche: epinglee, action: () => r.epingler(cle, !epinglee) },
    { libelle: "Masquer", inactive: r.visibles.length < 2, action: () => r.montrer(cle, false) },
  ];
}
