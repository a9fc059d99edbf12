import { describe, expect, test } from "vitest";
import { AUCUN_FILTRE, ecrireFiltre, estVide, genreFiltre, lireFiltre, poserFiltre, type FiltreColonne } from "./filtre";
import type { Colonne } from "./types";

const COLONNES: readonly Colonne<never>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 100 },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "debut", titre: "Début", type: "instant", largeur: 100 },
  { cle: "jour", titre: "Jour", type: "date", largeur: 100 },
  { cle: "age", titre: "Âge", type: "nombre", largeur: 100 },
  { cle: "frais", titre: "Frais", type: "montant", largeur: 100 },
  { cle: "actif", titre: "Actif", type: "booleen", largeur: 100 },
  {
    cle: "etat",
    titre: "État",
    type: "etat",
    largeur: 100,
    choix: [
      { valeur: "a", libelle: "A" },
      { valeur: "b", libelle: "B" },
    ],
  },
];

describe("ce qu’un éditeur écrit se relit", () => {
  test.each<[string, FiltreColonne, string]>([
    ["nom", { genre: "texte", mode: "contient", valeur: "le goff" }, 'nom=like="*le goff*"'],
    ["nom", { genre: "texte", mode: "contient", valeur: "a*b" }, "nom=like=*a*b*"],
    ["nom", { genre: "texte", mode: "commence", valeur: "L'É" }, `nom=like="L'É*"`],
    ["nom", { genre: "texte", mode: "egal", valeur: 'a"b\\c;d' }, 'nom=="a\\"b\\\\c;d"'],
    ["nom", { genre: "texte", mode: "different", valeur: "X" }, "nom!=X"],
    ["session", { genre: "texte", mode: "egal", valeur: "2027-N" }, "session==2027-N"],
    ["jour", { genre: "intervalle", min: "2027-06-01", max: "2027-06-30" }, "jour=ge=2027-06-01;jour=le=2027-06-30"],
    ["jour", { genre: "intervalle", min: "2027-06-01", max: "2027-06-01" }, "jour==2027-06-01"],
    ["debut", { genre: "intervalle", min: "2027-06-01", max: "2027-06-30" }, "debut=ge=2027-06-01;debut=lt=2027-07-01"],
    ["debut", { genre: "intervalle", min: "2027-06-01", max: "2027-06-01" }, "debut=ge=2027-06-01;debut=lt=2027-06-02"],
    ["debut", { genre: "intervalle", min: "", max: "2027-12-31" }, "debut=lt=2028-01-01"],
    ["age", { genre: "intervalle", min: "", max: "12" }, "age=le=12"],
    ["age", { genre: "intervalle", min: "-3", max: "" }, "age=ge=-3"],
    ["frais", { genre: "intervalle", min: "1000", max: "2000" }, "frais=ge=1000;frais=le=2000"],
    ["actif", { genre: "booleen", valeur: false }, "actif==false"],
    ["actif", { genre: "booleen", valeur: true }, "actif==true"],
    ["etat", { genre: "choix", valeurs: ["a"], exclure: false }, "etat==a"],
    ["etat", { genre: "choix", valeurs: ["a"], exclure: true }, "etat!=a"],
    ["etat", { genre: "choix", valeurs: ["a", "b"], exclure: false }, "etat=in=(a,b)"],
    ["etat", { genre: "choix", valeurs: ["a", "b"], exclure: true }, "etat=out=(a,b)"],
  ])("%s %o", (cle, filtre, texte) => {
    const ecrit = ecrireFiltre({ colonnes: { [cle]: filtre }, avance: "" }, COLONNES);
    expect(ecrit).toBe(texte);
    expect(lireFiltre(ecrit, COLONNES)).toEqual({ colonnes: { [cle]: filtre }, avance: "" });
  });

  test("plusieurs colonnes à la fois", () => {
    const filtres = {
      colonnes: {
        nom: { genre: "texte", mode: "contient", valeur: "a,b" },
        debut: { genre: "intervalle", min: "2027-06-01", max: "2027-06-30" },
        etat: { genre: "choix", valeurs: ["a", "b"], exclure: false },
      },
      avance: "inconnue==3",
    } as const;
    expect(lireFiltre(ecrireFiltre(filtres, COLONNES), COLONNES)).toEqual(filtres);
  });

  test("un filtre vide ne s’écrit pas", () => {
    const vides: readonly FiltreColonne[] = [
      { genre: "texte", mode: "egal", valeur: "" },
      { genre: "intervalle", min: "", max: "" },
      { genre: "choix", valeurs: [], exclure: true },
    ];
    for (const f of vides) {
      expect(estVide(f)).toBe(true);
      expect(ecrireFiltre({ colonnes: { nom: f }, avance: "" }, COLONNES)).toBe("");
      expect(poserFiltre({ colonnes: { nom: { genre: "booleen", valeur: true } }, avance: "x==1" }, "nom", f)).toEqual({ colonnes: {}, avance: "x==1" });
    }
  });

  test("une colonne que la grille n’a plus ne s’écrit pas", () => {
    expect(ecrireFiltre({ colonnes: { partie: { genre: "booleen", valeur: true } }, avance: "" }, COLONNES)).toBe("");
  });

  test("une année tapée sur deux chiffres reste celle qui fut tapée", () => {
    const filtre = { genre: "intervalle", min: "", max: "0027-06-14" } as const;
    const ecrit = ecrireFiltre({ colonnes: { debut: filtre }, avance: "" }, COLONNES);
    expect(ecrit).toBe("debut=lt=0027-06-15");
    expect(lireFiltre(ecrit, COLONNES).colonnes["debut"]).toEqual(filtre);
  });
});

describe("deux bornes d’une colonne", () => {
  test.each([
    ["age=ge=3;age=le=9", { min: "3", max: "9" }, ""],
    ["age=le=9;age=ge=3", { min: "3", max: "9" }, ""],
    ["age=ge=3;nom==a;age=le=9", { min: "3", max: "9" }, ""],
    ["age=ge=3;age=le=9;age=ge=5", { min: "3", max: "9" }, "age=ge=5"],
    ["age=ge=3;age==5", { min: "3", max: "" }, "age==5"],
    ["age=ge=3;age=lt=9", { min: "3", max: "" }, "age=lt=9"],
  ])("%s", (texte, bornes, avance) => {
    const lu = lireFiltre(texte, COLONNES);
    expect(lu.colonnes["age"]).toEqual({ genre: "intervalle", ...bornes });
    expect(lu.avance).toBe(avance);
  });
});

describe("ce qu’aucun éditeur ne montre reste mot pour mot", () => {
  test.each([
    "nom==a,nom==b",
    "(nom==a,nom==b)",
    'inconnue=="3"',
    "inconnue==3;autre==(",
    "nom=like=a*b",
    "nom=like=*",
    "nom=ge=M",
    "session=like=*2027*",
    "debut==2027-06-14",
    "debut=ge=2027-06-14T08:00:00Z",
    "jour=ge=hier",
    "age=ge=douze",
    "actif==oui",
    "actif!=true",
    "etat=like=*a*",
    "((",
    "n’importe quoi",
  ])("%s", (texte) => {
    const lu = lireFiltre(texte, COLONNES);
    expect(lu).toEqual({ colonnes: {}, avance: texte });
    expect(ecrireFiltre(lu, COLONNES)).toBe(texte);
  });

  test.each([
    ['nom==a;(age=gt=3,age=lt="1")', '(age=gt=3,age=lt="1")'],
    ['x=="1";nom==a;(y==2;z==3)', 'x=="1";(y==2;z==3)'],
    ["nom==a;nom==b;nom==c", "nom==b;nom==c"],
  ])("à côté d’une colonne : %s", (texte, avance) => {
    const lu = lireFiltre(texte, COLONNES);
    expect(lu.avance).toBe(avance);
    expect(lu.colonnes["nom"]).toEqual({ genre: "texte", mode: "egal", valeur: "a" });
    expect(ecrireFiltre(lu, COLONNES)).toBe(`nom==a;${avance}`);
  });

  test("une alternative rejointe par une colonne n’y perd rien, et ne grossit pas à chaque retouche", () => {
    const seule = lireFiltre("x==1,y==2", COLONNES);
    let texte = ecrireFiltre(poserFiltre(seule, "nom", { genre: "texte", mode: "egal", valeur: "a" }), COLONNES);
    for (let i = 0; i < 4; i += 1) {
      expect(texte).toBe("nom==a;(x==1,y==2)");
      texte = ecrireFiltre(lireFiltre(texte, COLONNES), COLONNES);
    }
  });

  test("rien ne donne rien", () => {
    expect(lireFiltre("", COLONNES)).toBe(AUCUN_FILTRE);
    expect(lireFiltre("  ", COLONNES)).toBe(AUCUN_FILTRE);
  });
});

test("chaque type de colonne a son éditeur", () => {
  expect(COLONNES.map((c) => [c.cle, genreFiltre(c)])).toEqual([
    ["nom", "texte"],
    ["session", "texte"],
    ["debut", "intervalle"],
    ["jour", "intervalle"],
    ["age", "intervalle"],
    ["frais", "intervalle"],
    ["actif", "booleen"],
    ["etat", "choix"],
  ]);
  expect(genreFiltre({ cle: "x", type: "etat" })).toBe("texte");
});
