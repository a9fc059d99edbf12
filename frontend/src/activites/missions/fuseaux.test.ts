import { expect, test } from "vitest";
import { instant } from "../../grille/formats";

/** Where missions are held, with the offset of each zone in winter and in summer of the mainland. */
const ZONES: readonly (readonly [zone: string, hiver: string, ete: string])[] = [
  ["Europe/Paris", "+01:00", "+02:00"],
  ["America/Guadeloupe", "-04:00", "-04:00"],
  ["America/Martinique", "-04:00", "-04:00"],
  ["America/Cayenne", "-03:00", "-03:00"],
  ["America/Miquelon", "-03:00", "-02:00"],
  ["Indian/Reunion", "+04:00", "+04:00"],
  ["Indian/Mayotte", "+03:00", "+03:00"],
  ["Pacific/Noumea", "+11:00", "+11:00"],
  ["Pacific/Tahiti", "-10:00", "-10:00"],
  ["Pacific/Marquesas", "-09:30", "-09:30"],
  ["Pacific/Wallis", "+12:00", "+12:00"],
];

test.each(ZONES)("à %s, une mission de 8 h 30 se lit 8 h 30 l’hiver comme l’été", (zone, hiver, ete) => {
  expect(instant(`2027-01-14T08:30:00${hiver}`, zone)).toBe("14/01/2027 08:30");
  expect(instant(`2027-06-14T08:30:00${ete}`, zone)).toBe("14/06/2027 08:30");
});

test("de part et d’autre du changement d’heure, la montre du centre", () => {
  expect(instant("2027-03-27T07:30:00Z", "Europe/Paris")).toBe("27/03/2027 08:30");
  expect(instant("2027-03-28T06:30:00Z", "Europe/Paris")).toBe("28/03/2027 08:30");
  expect(instant("2027-10-30T06:30:00Z", "Europe/Paris")).toBe("30/10/2027 08:30");
  expect(instant("2027-10-31T07:30:00Z", "Europe/Paris")).toBe("31/10/2027 08:30");
});
