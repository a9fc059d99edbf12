import { expect, test } from "vitest";
import { ecrireFiltre, lireFiltre, type FiltreColonne } from "./filtre";
import { analyser, ecrireNoeud } from "./rsql";
import type { Colonne } from "./types";

const COLONNES: readonly Colonne<never>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 100 },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "debut", titre: "Début", type: "instant", largeur: 100 },
  { cle: "jour", titre: "Jour", type: "date", largeur: 100 },
  { cle: "age", titre: "Âge", type: "nombre", largeur: 100 },
  { cle: "actif", titre: "Actif", type: "booleen", largeur: 100 },
  { cle: "etat", titre: "État", type: "etat", largeur: 100, choix: [{ valeur: "a", libelle: "A" }, { valeur: "b", libelle: "B" }] },
];

test.each<[string, FiltreColonne, string]>([
  ["nom", { genre: "texte", mode: "contient", valeur: "le goff" }, 'nom=like="*le goff*"'],
  ["nom", { genre: "texte", mode: "commence", valeur: "L'É" }, `nom=like="L'É*"`],
  ["nom", { genre: "texte", mode: "egal", valeur: 'a"b\\c;d' }, 'nom=="a\\"b\\\\c;d"'],
  ["nom", { genre: "texte", mode: "different", valeur: "X" }, "nom!=X"],
  ["session", { genre: "texte", mode: "egal", valeur: "2027-N" }, "session==2027-N"],
  ["jour", { genre: "intervalle", min: "2027-06-01", max: "2027-06-30" }, "jour=ge=2027-06-01;jour=le=2027-06-30"],
  ["jour", { genre: "intervalle", min: "2027-06-01", max: "2027-06-01" }, "jour==2027-06-01"],
  ["debut", { genre: "intervalle", min: "2027-06-01", max: "2027-06-30" }, "debut=ge=2027-06-01;debut=lt=2027-07-01"],
  ["age", { genre: "intervalle", min: "", max: "12" }, "age=le=12"],
  ["actif", { genre: "booleen", valeur: false }, "actif==false"],
  ["etat", { genre: "choix", valeurs: ["a"], exclure: false }, "etat==a"],
  ["etat", { genre: "choix", valeurs: ["a", "b"], exclure: true }, "etat=out=(a,b)"],
])("%s %o s’écrit et se relit", (cle, filtre, texte) => {
  const ecrit = ecrireFiltre({ colonnes: { [cle]: filtre }, avance: "" }, COLONNES);
  expect(ecrit).toBe(texte);
  expect(lireFiltre(ecrit, COLONNES)).toEqual({ colonnes: { [cle]: filtre }, avance: "" });
});

test.each(["nom==a,nom==b", "nom==a;(age=gt=3,age=lt=1)", "inconnue==3", "nom=like=a*b", "nom=ge=M", "((", ""])(
  "« %s » n’est jamais perdu",
  (texte) => {
    expect(ecrireFiltre(lireFiltre(texte, COLONNES), COLONNES)).toBe(texte.startsWith("nom==a;(") ? "nom==a;(age=gt=3,age=lt=1)" : texte);
  },
);

test("tout arbre écrit se relit pareil", () => {
  let graine = 7;
  const tirer = (n: number) => {
    graine = (graine * 1103515245 + 12345) % 2147483648;
    return graine % n;
  };
  const valeurs = ["a", "l’été", 'g"u', "x;y", "(z)", "a b", "\\"];
  const arbre = (p: number): string => {
    if (p === 0 || tirer(3) === 0) {
      return ecrireNoeud({ genre: "comparaison", colonne: "nom", op: "==", valeurs: [valeurs[tirer(valeurs.length)] ?? ""] });
    }
    return `(${arbre(p - 1)}${tirer(2) === 0 ? ";" : ","}${arbre(p - 1)})`;
  };
  for (let i = 0; i < 500; i += 1) {
    const texte = arbre(4);
    const lu = analyser(texte);
    expect(lu, texte).toBeDefined();
    if (lu) {
      expect(analyser(ecrireNoeud(lu)), texte).toEqual(lu);
    }
  }
});
