import { expect, test } from "vitest";
import { ETATS_LOT, gestes } from "./mots";

test("un lot parti ne s’annule plus, et ne se réémet pas", () => {
  for (const etat of ["transmis", "acquitte", "solde"] as const) {
    expect(gestes({ etat })).toEqual({ controler: false, emettre: false, reprendre: false, annuler: false, telecharger: true });
  }
  expect(gestes({ etat: "prepare" }).emettre).toBe(false);
  expect(gestes({ etat: "annule" }).telecharger).toBe(false);
  expect(ETATS_LOT.map((e) => e.valeur)).toHaveLength(8);
});
