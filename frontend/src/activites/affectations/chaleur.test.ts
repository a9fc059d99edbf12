import { expect, test } from "vitest";
import { aller, COLONNES_VUES, croiser, filtreCase, LIGNES_VUES, niveau } from "./chaleur";

const ligne = (cle: string, colonne: string, besoin: number, pourvu: number) => ({
  cle,
  libelle: cle,
  colonne,
  colonne_libelle: colonne,
  missions: 1,
  besoin,
  pourvu,
  convoque: 0,
  reserve: 0,
  reserve_pourvue: 0,
});

test("les lignes où il manque le plus de monde d’abord, les jours dans l’ordre", () => {
  const c = croiser([ligne("A", "2027-06-08", 4, 4), ligne("B", "2027-06-08", 4, 1), ligne("B", "2027-06-07", 2, 1)], "epreuve", "jour");
  expect(c.lignes.map((l) => [l.cle, l.manque])).toEqual([
    ["B", 4],
    ["A", 0],
  ]);
  expect(c.colonnes.map((x) => x.cle)).toEqual(["2027-06-07", "2027-06-08"]);
  expect(c.manque).toBe(4);
});

test("ce qu’on ne montre pas est compté", () => {
  const c = croiser(
    Array.from({ length: LIGNES_VUES + 5 }, (_, i) => ligne(`L${i}`, `C${i}`, 3, i < LIGNES_VUES ? 1 : 2)),
    "epreuve",
    "centre",
  );
  expect(c.lignes).toHaveLength(LIGNES_VUES);
  expect(c.colonnes).toHaveLength(COLONNES_VUES);
  const montre = c.lignes.reduce((n, l) => n + c.colonnes.reduce((m, k) => m + (l.cases.get(k.cle) ? 2 : 0), 0), 0);
  expect(c.autres).toEqual({ lignes: 5, colonnes: LIGNES_VUES + 5 - COLONNES_VUES, manque: c.manque - montre });
});

test.each([
  [4, 4, 0],
  [4, 5, 0],
  [4, 3, 1],
  [4, 2, 2],
  [0, 0, 0],
  [1, 0, 2],
])("besoin %i, pourvu %i : niveau %i", (besoin, pourvu, attendu) => expect(niveau(ligne("x", "y", besoin, pourvu))).toBe(attendu));

test("une case se retrouve par ses deux dimensions", () => {
  expect(filtreCase("discipline", "L0202", "jour", "2027-06-30")).toBe("discipline:L0202;jour:2027-06-30");
});

test("les flèches sautent les cases sans mission", () => {
  const c = croiser([ligne("A", "1", 2, 0), ligne("A", "3", 1, 1), ligne("B", "2", 1, 1), ligne("B", "1", 1, 1)], "epreuve", "jour");
  expect(aller(c, [0, 0], "ArrowRight")).toEqual([0, 2]);
  expect(aller(c, [0, 0], "ArrowDown")).toEqual([1, 0]);
  expect(aller(c, [0, 2], "ArrowDown")).toBeUndefined();
  expect(aller(c, [1, 1], "Home")).toEqual([1, 0]);
  expect(aller(c, [1, 0], "End")).toEqual([1, 1]);
  expect(aller(c, [1, 0], "a")).toBeUndefined();
});
