import { expect, test } from "vitest";
import { frise, jours, placer } from "./frise";

const [DU, AU] = [Date.parse("2027-06-01"), Date.parse("2027-06-11")];

test("une période se place entre les bornes, et s’y arrête", () => {
  expect(placer("2027-06-02T00:00:00Z", "2027-06-04T00:00:00Z", DU, AU)).toEqual({
    depart: 10,
    largeur: 20,
  });
  expect(placer(undefined, "2027-06-02T00:00:00Z", DU, AU)).toEqual({ depart: 0, largeur: 10 });
  expect(placer("2027-06-10T00:00:00Z", undefined, DU, AU)).toEqual({ depart: 90, largeur: 10 });
  expect(placer("2027-07-01T00:00:00Z", undefined, DU, AU)).toBeUndefined();
});

test("la frise porte ce qui empêche, puis les missions", () => {
  const mission = {
    id: "m",
    type: "Interrogation",
    etat: "convoquee",
    debut: "2027-06-06T00:00:00Z",
    fin: "2027-06-07T00:00:00Z",
    centre: "LYCEE",
    fuseau: "Europe/Paris",
  };
  const p = {
    intervenant: "i",
    nom: "A",
    prenom: "B",
    etat: "actif",
    principal: true,
    empechements: [{ raison: "ecarte" as const, libelle: "Écarté" }],
    missions: [mission],
  };
  expect(frise(p, "2027-06-01", "2027-06-10")).toEqual([
    { genre: "empechement", depart: 0, largeur: 100 },
    { genre: "mission", depart: 50, largeur: 10 },
  ]);
  expect(jours("2027-06-01", "2027-06-10")).toBe(10);
});
