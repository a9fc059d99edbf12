import type { LigneAvancement } from "../../api/genere";

export type Dimension = "examen" | "epreuve" | "centre" | "discipline" | "type" | "jour";

export const DIMENSIONS: readonly Readonly<{ valeur: Dimension; libelle: string }>[] = [
  { valeur: "epreuve", libelle: "Épreuve" },
  { valeur: "examen", libelle: "Examen" },
  { valeur: "centre", libelle: "Centre" },
  { valeur: "discipline", libelle: "Discipline" },
  { valeur: "type", libelle: "Type de mission" },
  { valeur: "jour", libelle: "Jour" },
];

export type Case = Readonly<{ besoin: number; pourvu: number; convoque: number; reserve: number; reserve_pourvue: number; missions: number }>;
type Rangee = Readonly<{ cle: string; libelle: string; manque: number }>;
export type Croisement = Readonly<{
  lignes: readonly (Rangee & Readonly<{ cases: ReadonlyMap<string, Case> }>)[];
  colonnes: readonly Rangee[];
  /** What is left out, being too much to look at. */
  autres: Readonly<{ lignes: number; colonnes: number; manque: number }>;
  manque: number;
}>;

export const LIGNES_VUES = 80;
export const COLONNES_VUES = 40;

export const manque = (c: Readonly<{ besoin: number; pourvu: number }>): number => Math.max(0, c.besoin - c.pourvu);

/** Where most people are missing first, except days, which come in their order; what is beyond the limits is counted. */
export function croiser(items: readonly LigneAvancement[], par: Dimension, croise: Dimension): Croisement {
  const colonnes = new Map<string, { cle: string; libelle: string; manque: number }>();
  const lignes = new Map<string, { cle: string; libelle: string; manque: number; cases: Map<string, Case> }>();
  for (const l of items) {
    const c = l.colonne ?? "";
    const ligne = lignes.get(l.cle) ?? { cle: l.cle, libelle: l.libelle, manque: 0, cases: new Map<string, Case>() };
    const colonne = colonnes.get(c) ?? { cle: c, libelle: l.colonne_libelle ?? "", manque: 0 };
    ligne.manque += manque(l);
    colonne.manque += manque(l);
    ligne.cases.set(c, l);
    lignes.set(l.cle, ligne);
    colonnes.set(c, colonne);
  }
  const toutes = { lignes: ranger([...lignes.values()], par), colonnes: ranger([...colonnes.values()], croise) };
  const vues = { lignes: toutes.lignes.slice(0, LIGNES_VUES), colonnes: choisir(toutes.colonnes, COLONNES_VUES) };
  const cles = new Set(vues.colonnes.map((c) => c.cle));
  const total = toutes.lignes.reduce((n, l) => n + l.manque, 0);
  const montre = vues.lignes.reduce((n, l) => n + [...l.cases].reduce((m, [c, x]) => m + (cles.has(c) ? manque(x) : 0), 0), 0);
  return { ...vues, autres: { lignes: toutes.lignes.length - vues.lignes.length, colonnes: toutes.colonnes.length - vues.colonnes.length, manque: total - montre }, manque: total };
}

function ranger<T extends Rangee>(rangees: readonly T[], par: Dimension): readonly T[] {
  return rangees.toSorted(par === "jour" ? (a, b) => a.cle.localeCompare(b.cle) : (a, b) => b.manque - a.manque || a.libelle.localeCompare(b.libelle, "fr"));
}

/** The columns where most people are missing, left in their order. */
function choisir(colonnes: readonly Rangee[], combien: number): readonly Rangee[] {
  const seuil = new Set(colonnes.toSorted((a, b) => b.manque - a.manque).slice(0, combien));
  return colonnes.filter((c) => seuil.has(c));
}

/** 0: nobody is missing; 1: less than half is; 2: half or more. */
export function niveau(c: Case): 0 | 1 | 2 {
  const n = manque(c);
  return n === 0 ? 0 : 2 * n < c.besoin ? 1 : 2;
}

export const filtreCase = (par: Dimension, ligne: string, croise: Dimension, colonne: string): string => `${par}:${ligne};${croise}:${colonne}`;

export type Touche = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

/** Where an arrow leads: the nearest cell that has missions, in that direction. */
export function aller(c: Pick<Croisement, "lignes" | "colonnes">, de: readonly [number, number], touche: string): readonly [number, number] | undefined {
  const [l, k] = de;
  const pleine = (i: number, j: number) => c.lignes[i]?.cases.has(c.colonnes[j]?.cle ?? "") ?? false;
  const chercher = (i: number, j: number, di: number, dj: number): readonly [number, number] | undefined => {
    for (let y = i, x = j; y >= 0 && x >= 0 && y < c.lignes.length && x < c.colonnes.length; y += di, x += dj) {
      if (pleine(y, x)) {
        return [y, x];
      }
    }
    return undefined;
  };
  switch (touche) {
    case "ArrowUp":
      return chercher(l - 1, k, -1, 0);
    case "ArrowDown":
      return chercher(l + 1, k, 1, 0);
    case "ArrowLeft":
      return chercher(l, k - 1, 0, -1);
    case "ArrowRight":
      return chercher(l, k + 1, 0, 1);
    case "Home":
      return chercher(l, 0, 0, 1);
    case "End":
      return chercher(l, c.colonnes.length - 1, 0, -1);
    default:
      return undefined;
  }
}
