import { expect, test } from "vitest";
import { basculer, compter, estSelectionnee, etatPage, marquer, SELECTION_VIDE, suitEncore, toutLeFiltre } from "./selection";

test("des lignes, sans doublon, dans l’ordre où elles furent cochées", () => {
  const s = marquer(marquer(SELECTION_VIDE, ["2", "1", "2"], true), ["3", "1"], true);
  expect(s).toEqual({ mode: "lignes", ids: ["2", "3", "1"] });
  expect(compter(s, 100)).toBe(3);
  expect(marquer(s, ["3", "9"], false)).toEqual({ mode: "lignes", ids: ["2", "1"] });
});

test("tout le filtre, sauf quelques-unes", () => {
  const s = marquer(toutLeFiltre("a==1", "le goff"), ["7", "8"], false);
  expect(s).toEqual({ mode: "filtre", filtre: "a==1", q: "le goff", saufIds: ["7", "8"] });
  expect(compter(s, 100)).toBe(98);
  expect(compter(s, 1)).toBe(0);
  expect(marquer(s, ["7"], true)).toMatchObject({ saufIds: ["8"] });
  expect(toutLeFiltre("a==1", "")).toEqual({ mode: "filtre", filtre: "a==1", saufIds: [] });
});

test("basculer deux fois ne change rien", () => {
  for (const s of [marquer(SELECTION_VIDE, ["1"], true), toutLeFiltre("", "")]) {
    for (const id of ["1", "2"]) {
      const une = basculer(s, id);
      expect(estSelectionnee(une, id)).toBe(!estSelectionnee(s, id));
      expect(basculer(une, id)).toEqual(s);
    }
  }
});

test.each([
  [[], "aucune"],
  [["1"], "partie"],
  [["1", "2"], "toutes"],
  [["9"], "aucune"],
] as const)("avec %o, la page est cochée : %s", (ids, etat) => {
  expect(etatPage(marquer(SELECTION_VIDE, ids, true), ["1", "2"])).toBe(etat);
});

test("une page vide n’est pas cochée", () => {
  expect(etatPage(toutLeFiltre("", ""), [])).toBe("aucune");
});

test("une sélection par filtre ne survit pas à son filtre ; des lignes, si", () => {
  const tout = toutLeFiltre("a==1", "x");
  expect([suitEncore(tout, "a==1", "x"), suitEncore(tout, "a==2", "x"), suitEncore(tout, "a==1", "")]).toEqual([true, false, false]);
  expect(suitEncore(toutLeFiltre("a==1", ""), "a==1", "")).toBe(true);
  expect(suitEncore(marquer(SELECTION_VIDE, ["1"], true), "autre", "z")).toBe(true);
});
