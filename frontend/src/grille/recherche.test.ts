import { expect, test } from "vitest";
import { completer, enRequete, modifier, RECHERCHE_INITIALE, reduire, TAILLES, validerRecherche, type Recherche } from "./recherche";

test.each<Record<string, unknown>>([
  { page: "-3" },
  { page: "abc" },
  { page: 1.5 },
  { page: 1e9 },
  { page: "" },
  { page: null },
  { page: Number.NaN },
  { page: Number.POSITIVE_INFINITY },
  { page: true },
  { taille: "1000000" },
  { taille: 0 },
  { taille: [50] },
  { tri: "x".repeat(201) },
  { tri: {} },
  { q: "x".repeat(500) },
  { q: null },
  { filtre: [] },
  { filtre: "x".repeat(4001) },
  { inconnue: "<script>" },
])("l’adresse %o donne la liste ordinaire", (brut) => {
  expect(completer(brut)).toEqual(RECHERCHE_INITIALE);
  expect(validerRecherche(brut)).toEqual({});
});

test("une valeur fausse n’emporte pas les autres", () => {
  expect(completer({ page: "3", taille: "7", tri: "-nom", q: 12, filtre: false })).toEqual({ page: 3, taille: 50, tri: "-nom", q: "12", filtre: "false" });
});

test("les valeurs par défaut ne s’écrivent pas, et tout se relit", () => {
  for (const taille of TAILLES) {
    for (const page of [1, 2, 1_000_000]) {
      for (const [tri, q, filtre] of [["", "", ""], ["-nom,prenom", "", ""], ["", "le goff", ""], ["nom", "12", 'a=="é;";b==1']] as const) {
        const r: Recherche = { page, taille, tri, q, filtre };
        expect(completer(reduire(r))).toEqual(r);
        expect(completer(validerRecherche(reduire(r)))).toEqual(r);
      }
    }
  }
  expect(validerRecherche(RECHERCHE_INITIALE)).toEqual({});
});

test("ce qui revient au défaut s’efface de l’adresse", () => {
  const avant = { q: "avant", page: 3, retour: "/" };
  expect({ ...avant, ...reduire(RECHERCHE_INITIALE) }).toEqual({ retour: "/" });
});

test.each<Partial<Recherche>>([{ q: "x" }, { tri: "nom" }, { filtre: "a==1" }, { taille: 100 }])("%o ramène à la première page", (changement) => {
  expect(modifier({ ...RECHERCHE_INITIALE, page: 7 }, changement)).toEqual({ ...RECHERCHE_INITIALE, ...changement });
});

test("une page demandée est gardée", () => {
  expect(modifier(RECHERCHE_INITIALE, { page: 7 }).page).toBe(7);
});

test("la requête ne dit que ce qui fut demandé", () => {
  expect(enRequete(RECHERCHE_INITIALE)).toEqual({ page: 1, taille: 50 });
  expect(enRequete({ page: 2, taille: 20, tri: "nom", q: "x", filtre: "a==1" })).toEqual({ page: 2, taille: 20, tri: "nom", q: "x", filtre: "a==1" });
});
