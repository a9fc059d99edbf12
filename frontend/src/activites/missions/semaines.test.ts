import { expect, test } from "vitest";
import { densite, joursEntre, jourLong, lundi, plafond, semaines } from "./semaines";

test("une session se découpe en semaines entières, du lundi au dimanche", () => {
  const s = semaines("2027-06-09", "2027-06-22");
  expect(s.map((x) => [x[0], x.at(-1)])).toEqual([
    ["2027-06-07", "2027-06-13"],
    ["2027-06-14", "2027-06-20"],
    ["2027-06-21", "2027-06-27"],
  ]);
  expect(s.every((x) => x.length === 7)).toBe(true);
});

test("aucun jour ne manque ni ne double aux changements d’heure", () => {
  expect(joursEntre("2027-03-26", "2027-03-30")).toEqual(["2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29", "2027-03-30"]);
  expect(joursEntre("2027-10-29", "2027-11-02")).toHaveLength(5);
  expect(joursEntre("2027-01-02", "2027-01-01")).toEqual([]);
  expect(lundi("2027-03-28")).toBe("2027-03-22");
});

test("la densité a trois degrés", () => {
  expect([0, 1, 10, 11, 20, 21, 30].map((n) => densite(n, 30))).toEqual([0, 1, 1, 2, 2, 3, 3]);
  expect([plafond([]), plafond([0]), plafond([3, 1, 2, 4, 5, 6, 7, 8, 9, 10, 400])]).toEqual([1, 1, 10]);
  expect(jourLong("2027-06-14")).toBe("lundi 14 juin 2027");
});
