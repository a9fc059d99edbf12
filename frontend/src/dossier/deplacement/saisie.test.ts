import { expect, test } from "vitest";
import type { EtatFraisDetail } from "../../api/genere";
import { declarationDe, enApi, enPieces } from "./saisie";

const vide = {
  etat: { devise: "EUR" },
  depart_propose: "2027-06-15T07:00",
  retour_propose: "2027-06-15T19:00",
} as unknown as EtatFraisDetail;

test("ce que la mission laisse prévoir est déjà rempli", () => {
  expect(enApi(declarationDe(vide), "EUR")).toEqual({
    depart: "2027-06-15T07:00",
    retour: "2027-06-15T19:00",
    trajets: [{ mode: "voiture", vehicule: "CV5" }],
    repas: 0,
    repas_ra: 0,
    repas_offerts: 0,
    nuits: 0,
  });
});

test("ce qui a été dit est relu tel quel", () => {
  const dit = {
    depart: "2027-06-14T18:00",
    retour: "2027-06-15T20:30",
    trajets: [{ mode: "moto" as const }, { mode: "peage" as const, prix: 750 }],
    repas: 2,
    repas_ra: 0,
    repas_offerts: 1,
    nuits: 1,
  };
  expect(enApi(declarationDe({ ...vide, deplacement: dit }), "EUR")).toEqual(dit);
  expect(enApi({ ...declarationDe(vide), repas: "-3", repasRa: "deux" }, "EUR")).toMatchObject({
    repas: 0,
    repas_ra: 0,
  });
});

test("un prix se tape en euros et part en centimes", () => {
  expect(enPieces("7,5", "EUR")).toBe(750);
  expect(enPieces("12 €", "EUR")).toBe(1200);
  expect(enPieces("1500", "XPF")).toBe(1500);
  for (const faux of ["", "7,555", "-1", "sept"]) {
    expect(enPieces(faux, "EUR")).toBeUndefined();
  }
});
