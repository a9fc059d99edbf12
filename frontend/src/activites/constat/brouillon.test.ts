import { expect, test } from "vitest";
import { brouillonDe, enSaisie, faute } from "./brouillon";

test("chaque forme demande ses quantités, et elles seules", () => {
  const vide = brouillonDe("ecrit");
  expect(faute("ecrit", vide)).toContain("Dites si");
  expect(faute("ecrit", { ...vide, fait: "fait" })).toContain("copies");
  expect(faute("ecrit", { ...vide, fait: "non_fait" })).toBeUndefined();
  expect(faute("oral", { ...vide, fait: "fait", candidats: "14", duree: "quatre" })).toContain("4 h 40");
  expect(faute("vae", { ...vide, fait: "fait", demandes: "2", coefficient: "4" })).toContain("coefficient");
  expect(faute("aide", { ...vide, fait: "fait" })).toBeUndefined();
  expect(enSaisie("oral", { ...vide, fait: "partiel", candidats: "14", duree: "4h40", copies: "7" })).toEqual({ fait: "partiel", candidats: 14, minutes: 280 });
  expect(enSaisie("vae", { ...vide, fait: "fait", demandes: "2", coefficient: "1,5" })).toEqual({ fait: "fait", demandes: 2, coefficient: 15_000 });
  expect(enSaisie("ecrit", { ...vide, fait: "remplace", copies: "7", remplacant: "M. Le Goff" })).toEqual({ fait: "remplace", remplacant: "M. Le Goff" });
});
