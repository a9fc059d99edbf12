import { beforeEach, describe, expect, test, vi } from "vitest";
import { clePreferences, ecrirePreferences, lirePreferences, preferencesInitiales, type Preferences } from "./preferences";

const COLONNES = [{ cle: "a", epinglee: true }, { cle: "b" }, { cle: "c", masquee: true }] as const;
const CLE = clePreferences("u1", "intervenants");
const BONNES: Preferences = { largeurs: { a: 120 }, ordre: ["b", "a", "c"], masquees: ["a"], epinglees: ["b"], densite: "compacte" };

const refus = () => {
  throw new DOMException("non", "QuotaExceededError");
};

beforeEach(() => localStorage.clear());

test("un arrangement gardé revient", () => {
  ecrirePreferences(CLE, BONNES);
  expect(lirePreferences(CLE, COLONNES)).toEqual(BONNES);
});

test("chacun a le sien, liste par liste", () => {
  ecrirePreferences(CLE, BONNES);
  for (const autre of [clePreferences("u2", "intervenants"), clePreferences("u1", "sessions")]) {
    expect(lirePreferences(autre, COLONNES)).toEqual(preferencesInitiales(COLONNES));
  }
});

test.each([
  "",
  "{",
  "null",
  "12",
  '"texte"',
  "[]",
  "{}",
  JSON.stringify({ ...BONNES, largeurs: { a: -4 } }),
  JSON.stringify({ ...BONNES, largeurs: { a: "large" } }),
  JSON.stringify({ ...BONNES, ordre: [1] }),
  JSON.stringify({ ...BONNES, densite: "folle" }),
  JSON.stringify({ ...BONNES, masquees: undefined }),
])("abîmé (%s), il est oublié", (texte) => {
  localStorage.setItem(CLE, texte);
  expect(lirePreferences(CLE, COLONNES)).toEqual(preferencesInitiales(COLONNES));
});

test("un stockage interdit ou plein n’arrête rien", () => {
  const lecture = vi.spyOn(Storage.prototype, "getItem").mockImplementation(refus);
  const ecriture = vi.spyOn(Storage.prototype, "setItem").mockImplementation(refus);
  expect(() => ecrirePreferences(CLE, BONNES)).not.toThrow();
  expect(lirePreferences(CLE, COLONNES)).toEqual(preferencesInitiales(COLONNES));
  lecture.mockRestore();
  ecriture.mockRestore();
});

describe("le produit change de colonnes", () => {
  test("les nouvelles viennent comme elles sont déclarées", () => {
    ecrirePreferences(CLE, BONNES);
    const lues = lirePreferences(CLE, [...COLONNES, { cle: "d", masquee: true }, { cle: "e", epinglee: true }, { cle: "f" }]);
    expect(lues.ordre).toEqual(["b", "a", "c", "d", "e", "f"]);
    expect(lues.masquees).toEqual(["a", "d"]);
    expect(lues.epinglees).toEqual(["b", "e"]);
  });
  test("ce que l’utilisateur a montré ne se masque pas de nouveau", () => {
    expect(BONNES.masquees).not.toContain("c");
    ecrirePreferences(CLE, BONNES);
    expect(lirePreferences(CLE, COLONNES).masquees).not.toContain("c");
  });
  test("les disparues s’oublient", () => {
    ecrirePreferences(CLE, BONNES);
    expect(lirePreferences(CLE, [{ cle: "c" }])).toMatchObject({ ordre: ["c"], masquees: [], epinglees: [] });
  });
  test("il reste toujours une colonne à voir", () => {
    ecrirePreferences(CLE, { ...BONNES, masquees: ["a", "c"] });
    expect(lirePreferences(CLE, [{ cle: "a" }, { cle: "c", masquee: true }]).masquees).toEqual(["c"]);
  });
});
