import { describe, expect, test } from "vitest";
import { borner, decalage, variable } from "./largeurs";
import { bornes, surLigne } from "./plage";
import { versTsv } from "./tsv";

describe("un bloc copié s’ouvre dans un tableur", () => {
  test.each([
    [[["a", "b"], ["c", ""]], "a\tb\nc\t"],
    [[['b"c']], '"b""c"'],
    [[["d\te"]], '"d\te"'],
    [[["l1\nl2", "l1\r\nl2"]], '"l1\nl2"\t"l1\r\nl2"'],
    [[], ""],
  ])("%o", (lignes, attendu) => {
    expect(versTsv(lignes)).toBe(attendu);
  });
});

describe("une plage", () => {
  const plage = { ancre: { ligne: 5, colonne: 3 }, fin: { ligne: 2, colonne: 1 } };
  test("a les mêmes bornes dans tous les sens", () => {
    const attendu = { ligneMin: 2, ligneMax: 5, colonneMin: 1, colonneMax: 3 };
    expect(bornes(plage)).toEqual(attendu);
    expect(bornes({ ancre: plage.fin, fin: plage.ancre })).toEqual(attendu);
  });
  test("ne touche que ses lignes", () => {
    expect([1, 2, 5, 6].map((l) => surLigne(plage, l))).toEqual([
      [-1, -1],
      [1, 3],
      [1, 3],
      [-1, -1],
    ]);
    expect(surLigne(undefined, 2)).toEqual([-1, -1]);
  });
});

describe("les largeurs", () => {
  test("restent lisibles et entières", () => {
    expect([borner(-5), borner(100.6), borner(5000)]).toEqual([48, 101, 900]);
  });
  test("passent par une variable que le CSS accepte", () => {
    expect(variable("centre.nom é")).toBe("--l-centre_nom__");
    expect(decalage(["a", "b"])).toBe("calc(var(--l-selection, 0px) + var(--l-a) + var(--l-b))");
  });
});
