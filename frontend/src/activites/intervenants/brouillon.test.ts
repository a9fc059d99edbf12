import { expect, test } from "vitest";
import type { Intervenant } from "../../api/genere";
import { estProtege, modification, saisieDe } from "./brouillon";

const CLAIRE: Intervenant = {
  id: "1",
  nom: "LECLERE",
  prenom: "Claire",
  etat: "actif",
  origine: "EPP",
  version: 3,
  mel: "c@exemple.fr",
  commune: "Brest",
  saisis: "mel,code_postal",
};

test("rien de touché, rien d’envoyé", () => {
  expect(modification(CLAIRE, saisieDe(CLAIRE))).toEqual({});
  expect(modification(CLAIRE, saisieDe(CLAIRE, { mel: " c@exemple.fr ", motif: "x" }))).toEqual({});
});

test("seul ce qui change part, vider s’écrit null", () => {
  expect(modification(CLAIRE, saisieDe(CLAIRE, { mel: "", telephone: "02 98 00 00 00", etat: "ecarte" }))).toEqual({ mel: null, telephone: "02 98 00 00 00", etat: "ecarte" });
});

test("un champ corrigé à la main se reconnaît, son voisin non", () => {
  expect(estProtege(CLAIRE, "mel")).toBe(true);
  expect(estProtege(CLAIRE, "code_postal")).toBe(true);
  expect(estProtege(CLAIRE, "commune")).toBe(false);
  expect(estProtege({ ...CLAIRE, saisis: "" }, "mel")).toBe(false);
});
