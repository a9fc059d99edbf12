import { expect, it } from "vitest";
import { certificat, difference, ecartProuve, enClair } from "./textes";

const propre = (s: string) => s.replace(/[\u00a0\u202f]/g, " ");

it.each([
  [undefined, ""],
  [0, "optimal"],
  [830, "≤ 0,08 %"],
])("écart prouvé de %s", (n, dit) => expect(propre(ecartProuve(n))).toBe(dit));

it("a plan corrected by hand says that its proof is older", () => {
  const plan = { ecart: 0, modifie_main: 2 } as Parameters<typeof certificat>[0];
  expect(certificat(plan)).toBe("Aucun plan ne coûte moins. Ce certificat date d’avant les retouches.");
});

it("says what a cost is made of, and the sign of a difference", () => {
  expect(propre(enClair([{ regle: "frais", centimes: 910, quantite: 14 }, { regle: "equite", centimes: 330 }]))).toBe("9,10 € (déplacements, repas, nuitées, 14 km) + 3,30 € (équité de la charge)");
  expect(propre(difference(-1240))).toBe("− 12,40 €");
});
