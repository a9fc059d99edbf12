import { expect, test } from "vitest";
import { comparer } from "./charge";

const mesures = (missions: number) => ({ missions, jours: 0, copies: 0, km: 0 });

test.each([
  [{ moi: mesures(3), mediane: mesures(2), personnes: 40 }, true, "Vous avez 3 missions : plus que la médiane des 40 personnes qui en ont en ANGLAIS (2)."],
  [{ moi: mesures(1), mediane: mesures(1), personnes: 8 }, false, "Une mission : autant que la médiane des 8 personnes qui en ont en ANGLAIS (1)."],
  [{ moi: mesures(0), mediane: mesures(2.5), personnes: 8 }, true, "Vous avez aucune mission : moins que la médiane des 8 personnes qui en ont en ANGLAIS (2,5)."],
  [{ moi: mesures(2), personnes: 3 }, true, "Vous avez 2 missions. Trop peu de personnes de votre discipline en ont pour les comparer."],
  [{ moi: mesures(0), personnes: 0 }, false, "Aucune mission ; personne n’en a encore dans cette discipline."],
])("%j", (s, soi, attendu) => expect(comparer(s, soi, "ANGLAIS")).toBe(attendu.replace("Vous avez aucune", "Vous n’avez aucune")));
