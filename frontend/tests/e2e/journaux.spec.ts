import { expect, test } from "@playwright/test";
import { trouver } from "../journaux";

const CAS: readonly (readonly [string, string])[] = [
  ["msg=ok iban=FR1420041010050500013M02606 fin", "un IBAN"],
  ["compte IBAN FR14 2004 1010 0505 0001 3M02 606.", "un IBAN"],
  ["refusé : fr1420041010050500013m02607", "un IBAN"],
  ["compte DE89370400440532013000", "un IBAN"],
  ["nir 255081416802538", "un NIR"],
  ["nir 2 55 08 14 168 025 38", "un NIR"],
  ["corps=%PDF-1.7", "le contenu d’un justificatif"],
  ['corps="\\x89PNG\\r\\n\\x1a\\n\\x00\\x00\\x00\\rIHDR"', "le contenu d’un justificatif"],
  ["D;1;0193e4d2-0000-7000-8000-000000000001;1;INTERNE", "une ligne d’un fichier de paie"],
];

test("ce qui ne doit être dans aucun journal se reconnaît", () => {
  for (const [texte, quoi] of CAS) {
    expect(trouver(`avant\n${texte}`), texte).toContain(`${quoi} (ligne 2)`);
  }
  expect(trouver("255081416802539 time=2026-11-28T03:00:00.123456789Z id=0193e4d2-0000-7000-8000-000000000001 DE89370400440532013001")).toEqual([]);
});
