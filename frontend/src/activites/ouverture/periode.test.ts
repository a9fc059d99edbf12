import { expect, test } from "vitest";
import { dernierJour, jourDe, minuit, periode } from "./periode";

test("du jour choisi, minuit, au dernier jour inclus, et retour", () => {
  for (const jour of ["2026-03-28", "2026-03-29", "2026-10-25", "2026-12-31", "2024-02-28"]) {
    expect(jourDe(minuit(jour) ?? "")).toBe(jour);
    expect(dernierJour(minuit(jour, true) ?? "")).toBe(jour);
  }
  expect(minuit("")).toBeUndefined();
  expect(minuit("pas un jour")).toBeUndefined();
});

test("une période se lit en français", () => {
  expect(periode(minuit("2026-12-01"), minuit("2026-12-31", true))).toBe(
    "du 01/12/2026 jusqu’au 31/12/2026 inclus",
  );
  expect(periode(undefined, undefined)).toBe("");
});
