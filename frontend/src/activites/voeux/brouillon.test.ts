import { expect, test } from "vitest";
import { choisir } from "./brouillon";

test("un brouillon ne rend que les champs connus, de la sorte attendue", () => {
  const vide = { texte: "", coche: false };
  expect(choisir({ texte: "abc", coche: "oui", autre: 1 }, vide)).toEqual({ texte: "abc" });
  expect(choisir(null, vide)).toEqual({});
  expect(choisir("abc", vide)).toEqual({});
});
