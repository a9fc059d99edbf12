import { describe, expect, test } from "vitest";
import { completerOrdre, deplacer } from "./ordre";

describe("déplacer", () => {
  test.each([
    ["a", "droite", ["b", "a", "c"]],
    ["b", "gauche", ["b", "a", "c"]],
    ["a", "gauche", ["a", "b", "c"]],
    ["c", "droite", ["a", "b", "c"]],
    ["inconnue", "droite", ["a", "b", "c"]],
  ] as const)("%s à %s", (cle, vers, attendu) => {
    expect(deplacer(["a", "b", "c"], cle, vers, ["a", "b", "c"])).toEqual(attendu);
  });
  test("saute ce qui est masqué", () => {
    expect(deplacer(["a", "x", "b"], "b", "gauche", ["a", "b"])).toEqual(["b", "a", "x"]);
    expect(deplacer(["a", "x", "b"], "a", "droite", ["a", "b"])).toEqual(["x", "b", "a"]);
  });
  test("à gauche puis à droite revient au même, et ne perd personne", () => {
    const ordre = ["a", "x", "b", "y", "c"];
    const visibles = ["a", "b", "c"];
    const montrees = (o: readonly string[]) => o.filter((c) => visibles.includes(c));
    for (const cle of ["b", "c"]) {
      const aller = deplacer(ordre, cle, "gauche", visibles);
      expect(aller.toSorted()).toEqual(ordre.toSorted());
      expect(montrees(deplacer(aller, cle, "droite", visibles))).toEqual(visibles);
    }
  });
});

describe("compléter", () => {
  test.each([
    [["c", "a"], ["a", "b", "c"], ["c", "a", "b"]],
    [[], ["a", "b"], ["a", "b"]],
    [["b"], ["a", "b"], ["a", "b"]],
    [["a", "partie", "b"], ["a", "b"], ["a", "b"]],
    [["a", "a", "b"], ["a", "b"], ["a", "b"]],
    [["b", "a"], ["a", "b", "c", "d"], ["b", "c", "d", "a"]],
  ])("%o avec %o", (ordre, declarees, attendu) => {
    expect(completerOrdre(ordre, declarees)).toEqual(attendu);
  });
});
