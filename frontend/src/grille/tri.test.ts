import { expect, test } from "vitest";
import { basculerTri, ecrireTri, etatTri, lireTri, poserTri } from "./tri";

test("croissant, décroissant, aucun, et l’on recommence", () => {
  const suite = ["", "nom", "-nom", "", "nom"];
  suite.slice(1).forEach((attendu, i) => {
    for (const ajouter of [false, true]) {
      expect(basculerTri(suite[i] ?? "", "nom", ajouter)).toBe(attendu);
    }
  });
});

test("sans Maj, la colonne trie seule", () => {
  expect(basculerTri("a,-b,c", "b", false)).toBe("");
  expect(basculerTri("a,-b,c", "d", false)).toBe("d");
});

test("avec Maj, les autres gardent leur rang", () => {
  expect(basculerTri("nom,prenom,age", "prenom", true)).toBe("nom,-prenom,age");
  expect(basculerTri("nom,-prenom,age", "prenom", true)).toBe("nom,age");
  expect(basculerTri("nom", "age", true)).toBe("nom,age");
});

test("cinq critères au plus : le sixième est refusé, les cinq changent encore", () => {
  expect(lireTri("a,b,a,c,d,e,f").map((c) => c.cle)).toEqual(["a", "b", "c", "d", "e"]);
  expect(basculerTri("a,b,c,d,e", "f", true)).toBe("a,b,c,d,e");
  expect(basculerTri("a,b,c,d,e", "e", true)).toBe("a,b,c,d,-e");
});

test("le menu pose un sens, l’ajoute ou le retire", () => {
  expect(poserTri("a,b", "c", "decroissant", false)).toBe("-c");
  expect(poserTri("a,b", "b", "decroissant", true)).toBe("a,-b");
  expect(poserTri("a,b", "a", undefined, true)).toBe("b");
  expect(poserTri("a,b", "a", undefined, false)).toBe("");
});

test.each([
  ["", ""],
  [" a , -b ", "a,-b"],
  [",,a,", "a"],
  ["-", ""],
  ["a,-a", "a"],
])("« %s » se lit « %s »", (tri, lu) => {
  expect(ecrireTri(lireTri(tri))).toBe(lu);
});

test("le rang ne se dit qu’à plusieurs", () => {
  expect(etatTri("-nom", "nom")).toEqual({ sens: "decroissant", rang: undefined });
  expect(etatTri("nom,-prenom", "prenom")).toEqual({ sens: "decroissant", rang: 2 });
  expect(etatTri("nom", "prenom")).toBeUndefined();
});
