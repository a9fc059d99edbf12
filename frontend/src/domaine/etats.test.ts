import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Choix } from "../grille/types";
import * as etats from "./etats";

const contrat = readFileSync("../openapi.yaml", "utf8");
const enumerations = [...contrat.matchAll(/enum: \[([^\]]+)\]/g)].map((m) => (m[1] ?? "").replaceAll('"', "").split(", ").toSorted());
const tables: readonly (readonly [string, readonly Choix[]])[] = Object.entries(etats);

// The compiler holds these tables to the generated client; this holds them to the contract itself.
test.each(tables)("%s a des mots pour chaque valeur du contrat, et pour nulle autre", (_, choix) => {
  // Sorted: JavaScript puts keys that look like numbers first.
  expect(enumerations).toContainEqual(choix.map((c) => c.valeur).toSorted());
});

test.each(tables)("%s : des mots distincts, qui ne sont pas des codes", (nom, choix) => {
  // A unit is read after a number.
  const forme = nom.startsWith("UNITES_") ? /^\p{Ll}[^_]*$/u : /^[\p{Lu}\d][^_]*$/u;
  expect(new Set(choix.map((c) => c.libelle)).size).toBe(choix.length);
  for (const { libelle } of choix) {
    expect(libelle).toMatch(forme);
  }
});

test.each(tables.filter(([nom]) => nom.startsWith("ETATS_")))("%s : chaque état a sa couleur", (_, choix) => {
  expect(choix.filter((c) => c.ton === undefined)).toEqual([]);
});
