import { useMemo, useState } from "react";
import { borner } from "./largeurs";
import { deplacer } from "./ordre";
import { clePreferences, ecrirePreferences, lirePreferences, preferencesInitiales, type Preferences } from "./preferences";
import type { Colonne, LigneGrille } from "./types";

/** How the columns stand, and the few moves a user has over them; every move is kept for his next visit. */
export type Arrangement<T> = Readonly<{
  preferences: Preferences;
  /** Shown columns, pinned first, in order. */
  visibles: readonly Colonne<T>[];
  epingles: number;
  largeur: (colonne: Colonne<T>) => number;
  elargir: (cle: string, largeur: number | undefined) => void;
  deplacer: (cle: string, vers: "gauche" | "droite") => void;
  montrer: (cle: string, oui: boolean) => void;
  epingler: (cle: string, oui: boolean) => void;
  densite: (d: Preferences["densite"]) => void;
  reinitialiser: () => void;
}>;

const sans = (liste: readonly string[], cle: string) => liste.filter((c) => c !== cle);

function ranger<T extends LigneGrille>(colonnes: readonly Colonne<T>[], p: Preferences) {
  const montrees = p.ordre
    .map((cle) => colonnes.find((c) => c.cle === cle))
    .filter((c) => c !== undefined)
    .filter((c) => !p.masquees.includes(c.cle));
  const epinglees = montrees.filter((c) => p.epinglees.includes(c.cle));
  return { visibles: [...epinglees, ...montrees.filter((c) => !p.epinglees.includes(c.cle))], epingles: epinglees.length };
}

export function useArrangement<T extends LigneGrille>(
  utilisateur: string,
  nom: string,
  colonnes: readonly Colonne<T>[],
): Arrangement<T> {
  const cle = clePreferences(utilisateur, nom);
  const [preferences, poser] = useState(() => lirePreferences(cle, colonnes));
  return useMemo(() => {
    const changer = (de: Partial<Preferences>) => {
      const nouvelles = { ...preferences, ...de };
      poser(nouvelles);
      ecrirePreferences(cle, nouvelles);
    };
    const { visibles, epingles } = ranger(colonnes, preferences);
    const { largeurs, masquees, epinglees } = preferences;
    const voisins = (c: string) =>
      visibles.map((v) => v.cle).filter((v) => epinglees.includes(v) === epinglees.includes(c));
    return {
      preferences,
      visibles,
      epingles,
      largeur: (c) => largeurs[c.cle] ?? c.largeur,
      elargir: (c, largeur) => {
        const { [c]: _ancienne, ...autres } = largeurs;
        changer({ largeurs: largeur === undefined ? autres : { ...autres, [c]: borner(largeur) } });
      },
      deplacer: (c, vers) => changer({ ordre: deplacer(preferences.ordre, c, vers, voisins(c)) }),
      montrer: (c, oui) => changer({ masquees: oui ? sans(masquees, c) : [...sans(masquees, c), c] }),
      epingler: (c, oui) => changer({ epinglees: oui ? [...sans(epinglees, c), c] : sans(epinglees, c) }),
      densite: (d) => changer({ densite: d }),
      reinitialiser: () => changer(preferencesInitiales(colonnes)),
    };
  }, [preferences, colonnes, cle]);
}
