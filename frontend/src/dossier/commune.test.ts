import { expect, test } from "vitest";
import { communeNommee } from "./commune";

const commune = (code_insee: string, nom: string, codes_postaux: string) => ({ id: code_insee, code_insee, nom, departement: code_insee.slice(0, 2), codes_postaux });
const CONNUES = [
  commune("29019", "Brest", "29200"),
  commune("35288", "Saint-Malo", "35400"),
  commune("22266", "Saint-Brandan", "22800"),
  commune("29246", "Saint-Brandan", "29000"),
];

test.each([
  ["brest", "", "29019"],
  [" BREST ", "75001", "29019"],
  ["St Malo", "", "35288"],
  ["Saint-Brandan", "", undefined],
  ["Saint-Brandan", "22800", "22266"],
  ["Saint", "", undefined],
  ["Ailleurs", "29200", undefined],
])("« %s » (%s) → %s", (nom, cp, insee) => {
  expect(communeNommee(CONNUES, nom, cp)?.code_insee).toBe(insee);
});
