import { expect, test } from "vitest";
import { duree, enSaisie, lendemain, ligneDe, ligneSuivante } from "./champs";

test("une durée se lit en heures et minutes", () => {
  expect([15, 60, 90, 485].map(duree)).toEqual(["15 min", "1 h", "1 h 30", "8 h 05"]);
});

test("le lendemain, même au changement d’heure et en fin d’année", () => {
  expect(["2027-03-27", "2027-10-30", "2027-12-31", "2028-02-28", ""].map(lendemain)).toEqual(["2027-03-28", "2027-10-31", "2028-01-01", "2028-02-29", ""]);
});

test("la ligne suivante reprend les heures de la précédente, un jour plus tard", () => {
  const lu = ligneDe({ id: "a", debut: "", fin: "", sur_place: true, jour: "2027-06-14", heure: "08:30", fin_jour: "2027-06-14", fin_heure: "12:00", duree_min: 210 });
  const suivante = ligneSuivante([lu], true);
  expect(enSaisie(suivante)).toEqual({ jour: "2027-06-15", heure: "08:30", duree_min: 210, sur_place: true });
  expect(suivante.cle).not.toBe(lu.cle);
  expect(enSaisie(ligneSuivante([], false))).toMatchObject({ heure: "08:00", fin_heure: "18:00", sur_place: false });
});

test("à distance, une période dit son dernier jour", () => {
  expect(enSaisie({ cle: "x", jour: "2027-06-14", heure: "08:00", duree: "", finJour: "2027-06-19", finHeure: "18:00", surPlace: false })).toEqual({
    jour: "2027-06-14",
    heure: "08:00",
    fin_jour: "2027-06-19",
    fin_heure: "18:00",
    sur_place: false,
  });
});
