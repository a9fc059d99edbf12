import { expect, test } from "vitest";
import { estProbleme, probleme } from "./erreur";

const REFUS = { type: "about:blank", title: "Conflit", status: 409, code: "version", detail: "Un autre a modifié cette ligne." };

test("les mots du service passent tels quels", () => {
  expect(estProbleme(REFUS)).toBe(true);
  expect(probleme(REFUS)).toBe(REFUS);
});

test.each([undefined, null, "", "502 Bad Gateway", 0, new TypeError("Failed to fetch"), new DOMException("x", "AbortError"), {}, { status: 500 }, { status: 500, code: "x" }])(
  "le reste (%o) est un réseau muet, dit en français",
  (erreur) => {
    expect(estProbleme(erreur)).toBe(false);
    expect(probleme(erreur)).toMatchObject({ status: 0, code: "reseau" });
    expect(probleme(erreur).detail).toMatch(/rien de votre saisie n’est perdu/);
  },
);
