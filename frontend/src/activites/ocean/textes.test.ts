import { describe, expect, it } from "vitest";
import type { RegleGeneration } from "../../api/genere";
import { changements, direRegle } from "./textes";

const regle: RegleGeneration = {
  id: "1",
  session: "2",
  session_code: "2027-N",
  source: "commission",
  genre: "SURVEILLANCE",
  type_mission: "SURVEILLANCE",
  type_mission_libelle: "Surveillance",
  role: "surveillant",
  base: "candidats",
  nombre: 2,
  par: 25,
  minimum: 2,
  reserve_pct: 0,
  reserve_min: 0,
  actif: true,
  version: 1,
};

describe("une règle se dit", () => {
  it("par candidats, avec ses bornes", () => {
    expect(direRegle(regle)).toBe("2 surveillant pour 25 candidats, au moins 2");
  });
  it("au forfait, sans bornes", () => {
    expect(direRegle({ ...regle, base: "forfait", nombre: 1, role: "president", maximum: 1 })).toBe(
      "1 président",
    );
  });
  it("avec sa réserve", () => {
    expect(
      direRegle({
        ...regle,
        base: "demandes",
        par: 1,
        nombre: 1,
        minimum: 1,
        role: "correcteur",
        reserve_pct: 10,
      }),
    ).toBe("1 correcteur par intervenant demandé, au moins 1, 10 % de réserve");
  });
});

describe("une différence se dit", () => {
  it("champ par champ", () => {
    expect(changements('{"candidats":[74,80],"centre":[null,"0290001U"]}')).toBe(
      "Candidats : 74 → 80 ; Centre : (rien) → 0290001U",
    );
  });
  it("sans avant pour ce qui est créé", () => {
    expect(changements('{"candidats":[null,80]}', true)).toBe("Candidats : 80");
  });
  it("et rien de ce qui ne se lit pas", () => {
    expect(changements("{")).toBe("");
  });
});
