import type { Aide } from "./aide";

const FICHIERS = import.meta.glob<Aide>("./textes/*.ts", { eager: true, import: "AIDE" });

const cleDe = (fichier: string): string =>
  fichier.slice(fichier.lastIndexOf("/") + 1, -".ts".length);

/** One file per activité that this version holds, by its code; the welcome first, then by title. */
export const AIDES: Readonly<Record<string, Aide>> = Object.fromEntries(
  Object.entries(FICHIERS)
    .map(([fichier, aide]) => [cleDe(fichier), aide] as const)
    .toSorted(
      ([a, x], [b, y]) =>
        Number(b === "accueil") - Number(a === "accueil") || x.titre.localeCompare(y.titre, "fr"),
    ),
);
