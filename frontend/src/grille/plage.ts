import type { Position } from "./clavier";

/** A rectangle of cells, from where it was begun to where it was stretched. Rows count from 1. */
export type Plage = Readonly<{ ancre: Position; fin: Position }>;

export type Bornes = Readonly<{ ligneMin: number; ligneMax: number; colonneMin: number; colonneMax: number }>;

export function bornes({ ancre, fin }: Plage): Bornes {
  return {
    ligneMin: Math.min(ancre.ligne, fin.ligne),
    ligneMax: Math.max(ancre.ligne, fin.ligne),
    colonneMin: Math.min(ancre.colonne, fin.colonne),
    colonneMax: Math.max(ancre.colonne, fin.colonne),
  };
}

/** First and last column of the range on one row, -1 when the row is outside: two numbers keep rows memoised. */
export function surLigne(plage: Plage | undefined, ligne: number): readonly [number, number] {
  if (!plage) {
    return [-1, -1];
  }
  const b = bornes(plage);
  return ligne >= b.ligneMin && ligne <= b.ligneMax ? [b.colonneMin, b.colonneMax] : [-1, -1];
}
