import { expect, test } from "vitest";
import { corps, enMots, VIDE } from "./saisie";

const MATHS = { ...VIDE, epreuve_option: "e", libelle: "BTS 31406 – MATHEMATIQUES", matiere: "061300", diplome: "31406", annee: "derniere" as const };

test.each([
  ["donne", MATHS, "Enseigner la matière 061300, diplôme 31406, en classe d’examen donne BTS 31406 – MATHEMATIQUES, priorité 1."],
  ["exclut", { ...VIDE, libelle: "BTS 31406 – MATHEMATIQUES", sens: "exclut" as const, dispositif: "10?" }, "Enseigner toute matière, dispositif 10? ne donne pas BTS 31406 – MATHEMATIQUES, quelle que soit la règle qui la donnerait."],
  ["sans épreuve", { ...VIDE, discipline: "L1300" }, "Enseigner toute matière, au titre de la discipline L1300 donne une épreuve-option à choisir, priorité 1."],
])("une règle se lit : %s", (_, s, dit) => expect(enMots(s)).toBe(dit));

test("le libellé ne part pas, la priorité part en nombre", () => {
  expect(corps(MATHS, "2027-N")).toMatchObject({ session: "2027-N", priorite: 1, matiere: "061300" });
  expect(corps(MATHS, "2027-N")).not.toHaveProperty("libelle");
});
