import * as v from "valibot";
import { completerOrdre } from "./ordre";
import type { Colonne } from "./types";

export type Densite = "normale" | "compacte";

/** How one user arranged one grid. Only what he changed in widths; the whole of the rest. */
export type Preferences = Readonly<{
  largeurs: Readonly<Record<string, number>>;
  ordre: readonly string[];
  masquees: readonly string[];
  epinglees: readonly string[];
  densite: Densite;
}>;

/** Change the number with the shape: an old arrangement is dropped, never misread. */
const VERSION = "v1";

const schema = v.object({
  largeurs: v.record(v.string(), v.pipe(v.number(), v.minValue(1), v.maxValue(2000))),
  ordre: v.array(v.string()),
  masquees: v.array(v.string()),
  epinglees: v.array(v.string()),
  densite: v.picklist(["normale", "compacte"]),
});

type Declaree = Pick<Colonne<never>, "cle" | "epinglee" | "masquee">;

export function preferencesInitiales(colonnes: readonly Declaree[]): Preferences {
  return {
    largeurs: {},
    ordre: colonnes.map((c) => c.cle),
    masquees: colonnes.filter((c) => c.masquee).map((c) => c.cle),
    epinglees: colonnes.filter((c) => c.epinglee).map((c) => c.cle),
    densite: "normale",
  };
}

export function clePreferences(utilisateur: string, grille: string): string {
  return `imagin.grille.${VERSION}.${utilisateur}.${grille}`;
}

/** Storage may be full, forbidden or hand-edited: the grid then shows as declared. */
export function lirePreferences(cle: string, colonnes: readonly Declaree[]): Preferences {
  const initiales = preferencesInitiales(colonnes);
  try {
    const lues = v.safeParse(schema, JSON.parse(localStorage.getItem(cle) ?? "null"));
    if (!lues.success) {
      return initiales;
    }
    const { ordre, masquees, epinglees } = lues.output;
    const connues = new Set(initiales.ordre);
    const garder = (choisies: readonly string[], declarees: readonly string[]) => [
      ...choisies.filter((c) => connues.has(c)),
      ...declarees.filter((c) => !ordre.includes(c)),
    ];
    const cachees = garder(masquees, initiales.masquees);
    return {
      ...lues.output,
      ordre: completerOrdre(ordre, initiales.ordre),
      // The product may have dropped the only column that was left to see.
      masquees: cachees.length < connues.size ? cachees : initiales.masquees,
      epinglees: garder(epinglees, initiales.epinglees),
    };
  } catch {
    return initiales;
  }
}

export function ecrirePreferences(cle: string, preferences: Preferences): void {
  try {
    localStorage.setItem(cle, JSON.stringify(preferences));
  } catch {
    // The arrangement still holds until the page is left.
  }
}
