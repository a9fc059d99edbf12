import { expect, test } from "vitest";
import type { EtatFraisDetail } from "../../api/genere";
import { declarationDe, enApi } from "./saisie";

const vide = { depart_propose: "2027-06-15T07:00", retour_propose: "2027-06-15T19:00" } as unknown as EtatFraisDetail;

test("ce que la mission laisse prévoir est déjà rempli", () => {
  expect(enApi(declarationDe(vide))).toEqual({
    depart: "2027-06-15T07:00",
    retour: "2027-06-15T19:00",
    trajets: [{ mode: "voiture", vehicule: "CV5" }],
    repas: 0,
    repas_ra: 0,
    repas_offerts: 0,
  });
});

test("ce qui a été dit est relu tel quel", () => {
  const dit = { depart: "2027-06-14T18:00", retour: "2027-06-15T20:30", trajets: [{ mode: "moto" as const }], repas: 2, repas_ra: 0, repas_offerts: 1 };
  expect(enApi(declarationDe({ ...vide, deplacement: dit }))).toEqual(dit);
  expect(enApi({ ...declarationDe(vide), repas: "-3", repasRa: "deux" })).toMatchObject({ repas: 0, repas_ra: 0 });
});
