import { expect, test } from "vitest";
import { creation, EXTERNE_VIDE } from "./externe";

test("ce qui est resté vide ne part pas", () => {
  expect(creation({ ...EXTERNE_VIDE, nom: " LE GOFF ", prenom: "Yann", mel: " ", fonction: "Expert-comptable" }, false)).toEqual({
    nom: "LE GOFF",
    prenom: "Yann",
    fonction: "Expert-comptable",
  });
});

test("la civilité et l’homonyme accepté partent quand ils sont dits", () => {
  expect(creation({ ...EXTERNE_VIDE, nom: "A", prenom: "B", civilite: "Mme" }, true)).toEqual({ nom: "A", prenom: "B", civilite: "Mme", doublon_accepte: true });
});
