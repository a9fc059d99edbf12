import { afterEach, describe, expect, test } from "vitest";
import { date, estNumerique, formater, instant, montant, nombre } from "./formats";
import { jourPrecedent, jourSuivant } from "./jours";
import type { Colonne, LigneGrille, TypeColonne } from "./types";

const simple = (texte: string) => texte.replaceAll(/[\u00a0\u202f]/g, " ");

const dire = (type: TypeColonne, valeur: unknown, de: Partial<Colonne<LigneGrille>> = {}) =>
  simple(formater({ cle: "x", titre: "X", type, largeur: 100, valeur: () => valeur, ...de }, { id: "1" }));

describe("un jour ne glisse pas", () => {
  const ici = process.env["TZ"];
  afterEach(() => {
    process.env["TZ"] = ici;
  });
  test.each(["Pacific/Kiritimati", "Pacific/Niue", "America/Guadeloupe", "Indian/Reunion", "Pacific/Noumea", "Pacific/Tahiti", "Europe/Paris"])("lu depuis %s", (zone) => {
    process.env["TZ"] = zone;
    // Paris springs forward on the 28th, and falls back on the 31st.
    for (const jour of ["2027-01-01", "2027-03-28", "2027-10-31", "2028-02-29", "2027-12-31"]) {
      const [a, m, j] = jour.split("-");
      expect(date(jour)).toBe(`${j}/${m}/${a}`);
      expect(jourPrecedent(jourSuivant(jour))).toBe(jour);
      expect(jourSuivant(jourPrecedent(jour))).toBe(jour);
    }
    expect(jourSuivant("2027-02-28")).toBe("2027-03-01");
    expect(jourPrecedent("2028-03-01")).toBe("2028-02-29");
    expect(jourSuivant("2027-12-31")).toBe("2028-01-01");
  });
  test("ce qui n’est pas un jour se montre tel quel", () => {
    expect([date("hier"), date("")]).toEqual(["hier", ""]);
  });
});

describe("l’heure est celle du centre", () => {
  test.each([
    ["America/Guadeloupe", "14/06/2027 08:00"],
    ["America/Martinique", "14/06/2027 08:00"],
    ["America/Cayenne", "14/06/2027 09:00"],
    ["America/Miquelon", "14/06/2027 10:00"],
    ["Europe/Paris", "14/06/2027 14:00"],
    ["Indian/Mayotte", "14/06/2027 15:00"],
    ["Indian/Reunion", "14/06/2027 16:00"],
    ["Pacific/Noumea", "14/06/2027 23:00"],
    ["Pacific/Wallis", "15/06/2027 00:00"],
    ["Pacific/Tahiti", "14/06/2027 02:00"],
  ])("%s", (zone, attendu) => {
    expect(instant("2027-06-14T12:00:00Z", zone)).toBe(attendu);
  });
  test("l’hiver de Paris n’est pas son été", () => {
    expect(instant("2027-01-14T12:00:00Z", "Europe/Paris")).toBe("14/01/2027 13:00");
  });
  test("un instant illisible se montre tel quel", () => {
    expect(instant("bientôt", "Europe/Paris")).toBe("bientôt");
  });
});

describe("les nombres", () => {
  test("les euros se comptent en centimes, les francs du Pacifique en francs", () => {
    expect(simple(montant(123456))).toBe("1 234,56 €");
    expect(simple(montant(5))).toBe("0,05 €");
    expect(simple(montant(-150))).toBe("-1,50 €");
    expect(simple(montant(1500, "XPF"))).toMatch(/^1 500 (FCFP|XPF|F)$/);
  });
  test("les milliers se séparent", () => {
    expect(simple(nombre(1234567))).toBe("1 234 567");
  });
});

describe("ce que dit une cellule", () => {
  test.each<[TypeColonne, unknown, string]>([
    ["texte", "abc", "abc"],
    ["texte", null, ""],
    ["texte", undefined, ""],
    ["texte", 0, "0"],
    ["texte", ["a", "b"], "a, b"],
    ["texte", { a: 1 }, '{"a":1}'],
    ["nombre", 0, "0"],
    ["nombre", 1200, "1 200"],
    ["nombre", "n. c.", "n. c."],
    ["montant", 1050, "10,50 €"],
    ["date", "2027-06-14", "14/06/2027"],
    ["booleen", true, "Oui"],
    ["booleen", false, "Non"],
    ["booleen", null, ""],
  ])("%s %o", (type, valeur, attendu) => {
    expect(dire(type, valeur)).toBe(attendu);
  });
  test("un état dit ses mots, et son code quand il n’en a pas", () => {
    const choix = [{ valeur: "a", libelle: "Actif" }];
    expect([dire("etat", "a", { choix }), dire("etat", "z", { choix })]).toEqual(["Actif", "z"]);
  });
  test("l’heure et la monnaie viennent de la ligne", () => {
    expect(dire("instant", "2027-06-14T12:00:00Z", { fuseau: () => "America/Guadeloupe" })).toBe("14/06/2027 08:00");
    expect(dire("montant", 1500, { devise: () => "XPF" })).toMatch(/^1 500 /);
  });
  test("sans autre dire, la clé est le champ", () => {
    expect(formater({ cle: "id", titre: "Id", type: "texte", largeur: 100 }, { id: "42" })).toBe("42");
  });
  test("les nombres et les montants s’alignent à droite, eux seuls", () => {
    const types: readonly TypeColonne[] = ["texte", "nombre", "date", "instant", "etat", "montant", "booleen", "choix"];
    expect(types.filter((type) => estNumerique({ type }))).toEqual(["nombre", "montant"]);
  });
});
