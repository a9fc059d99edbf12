import { describe, expect, test } from "vitest";
import type { FiltreColonne } from "./filtre";
import { RECHERCHE_INITIALE, type Recherche } from "./recherche";
import { marquer, SELECTION_VIDE, toutLeFiltre } from "./selection";
import { accorder, annoncer, aUnePage, compteLignes, decrireFiltre, detailErreur, nombrePages, textePages, texteSelection, texteToutLeFiltre } from "./textes";
import type { TypeColonne } from "./types";

/** Thousands are parted by a narrow no-break space. */
const simple = (texte: string | undefined) => texte?.replaceAll(/[\u00a0\u202f]/g, " ");
const entre = (min: string, max: string): FiltreColonne => ({ genre: "intervalle", min, max });
const direFiltre = (type: TypeColonne, filtre: FiltreColonne) => simple(decrireFiltre({ titre: "T", type, choix: [{ valeur: "a", libelle: "Alpha" }] }, filtre));
const page = (total: number, exact = true, n = 1) => ({ items: [], page: n, taille: 50, total, total_exact: exact });

const COLONNES = [
  { cle: "nom", titre: "Nom" },
  { cle: "age", titre: "Âge" },
];
const dire = (changement: Partial<Recherche>, p = page(12)) => simple(annoncer(RECHERCHE_INITIALE, { ...RECHERCHE_INITIALE, ...changement }, p, COLONNES));

describe("compter en français", () => {
  test.each([
    [0, "0 ligne"],
    [1, "1 ligne"],
    [2, "2 lignes"],
    [12500, "12 500 lignes"],
  ])("%i", (n, attendu) => {
    expect(simple(accorder(n, "ligne"))).toBe(attendu);
  });
  test("un pluriel qui n’est pas en s", () => {
    expect([1, 3].map((n) => accorder(n, "journal", "journaux"))).toEqual(["1 journal", "3 journaux"]);
  });
  test("un compte arrêté en route le dit", () => {
    expect(simple(compteLignes(page(10_000, false)))).toBe("plus de 10 000 lignes");
  });
  test.each([
    [0, 1],
    [1, 1],
    [50, 1],
    [51, 2],
  ])("%i lignes font %i page", (total, pages) => {
    expect(nombrePages(page(total))).toBe(pages);
  });
  test("la page", () => {
    expect(textePages(page(7))).toBe("Page 1 / 1 (7 éléments)");
    expect(textePages(page(0))).toBe("Page 1 / 1 (0 élément)");
    expect(simple(textePages(page(100_000, false, 2)))).toBe("Page 2 / 2 000+ (plus de 100 000 éléments)");
  });
});

describe("dire un filtre", () => {
  test.each<[TypeColonne, FiltreColonne, string]>([
    ["texte", { genre: "texte", mode: "contient", valeur: "x" }, "T contient « x »"],
    ["texte", { genre: "texte", mode: "egal", valeur: "x" }, "T est égal à « x »"],
    ["texte", { genre: "texte", mode: "commence", valeur: "x" }, "T commence par « x »"],
    ["texte", { genre: "texte", mode: "different", valeur: "x" }, "T est différent de « x »"],
    ["date", entre("2027-06-01", "2027-06-30"), "T du 01/06/2027 au 30/06/2027"],
    ["date", entre("2027-06-01", "2027-06-01"), "T le 01/06/2027"],
    ["instant", entre("2027-06-01", ""), "T depuis le 01/06/2027"],
    ["instant", entre("", "2027-06-30"), "T jusqu’au 30/06/2027"],
    ["nombre", entre("3", "1200"), "T de 3 à 1 200"],
    ["nombre", entre("3", "3"), "T = 3"],
    ["nombre", entre("3", ""), "T ≥ 3"],
    ["nombre", entre("", "0"), "T ≤ 0"],
    ["montant", entre("1050", ""), "T ≥ 10,5"],
    ["etat", { genre: "choix", valeurs: ["a", "b"], exclure: false }, "T : Alpha, b"],
    ["choix", { genre: "choix", valeurs: ["a"], exclure: true }, "T : sauf Alpha"],
    ["booleen", { genre: "booleen", valeur: true }, "T : oui"],
    ["booleen", { genre: "booleen", valeur: false }, "T : non"],
  ])("%s %o", (type, filtre, attendu) => {
    expect(direFiltre(type, filtre)).toBe(attendu);
  });
});

describe("annoncer", () => {
  test.each<[Partial<Recherche>, string | undefined]>([
    [{}, undefined],
    [{ tri: "nom" }, "Trié par Nom, croissant, 12 lignes"],
    [{ tri: "-age,nom" }, "Trié par Âge, décroissant, puis Nom, croissant, 12 lignes"],
    [{ tri: "inconnue" }, "Trié par inconnue, croissant, 12 lignes"],
    [{ q: "x" }, "Liste filtrée, 12 lignes"],
    [{ filtre: "nom==a", tri: "nom" }, "Liste filtrée, 12 lignes"],
    [{ page: 2 }, "Page 1 / 1 (12 éléments)"],
    [{ taille: 20 }, "Page 1 / 1 (12 éléments)"],
  ])("%o", (changement, attendu) => {
    expect(dire(changement)).toBe(attendu);
  });
  test("rien trouvé se dit ; le tri retiré aussi", () => {
    expect(dire({ q: "x" }, page(0))).toBe("Aucune ligne ne correspond");
    expect(annoncer({ ...RECHERCHE_INITIALE, tri: "nom" }, RECHERCHE_INITIALE, page(1), COLONNES)).toBe("Tri par défaut, 1 ligne");
  });
});

describe("dire la sélection", () => {
  test("ligne à ligne", () => {
    expect(texteSelection(SELECTION_VIDE, page(10), 0)).toBe("Aucune ligne sélectionnée");
    expect(texteSelection(marquer(SELECTION_VIDE, ["1"], true), page(10), 1)).toBe("1 ligne sélectionnée");
    expect(texteSelection(marquer(SELECTION_VIDE, ["1", "2", "3"], true), page(10), 1)).toBe("3 lignes sélectionnées, dont 2 hors de cette page");
  });
  test("par le filtre", () => {
    const tout = toutLeFiltre("", "");
    expect(texteSelection(tout, page(10), 10)).toBe("Toutes les lignes du filtre sélectionnées (10 lignes)");
    expect(texteSelection(marquer(tout, ["1"], false), page(10), 9)).toBe("Lignes du filtre sélectionnées, sauf 1 (9 lignes)");
    expect(simple(texteSelection(tout, page(10_000, false), 50))).toBe("Toutes les lignes du filtre sélectionnées (plus de 10 000 lignes)");
  });
  test("l’offre", () => {
    expect(simple(texteToutLeFiltre(page(1200)))).toBe("Sélectionner les 1 200 lignes du filtre");
    expect(simple(texteToutLeFiltre(page(10_000, false)))).toBe("Sélectionner toutes les lignes du filtre (plus de 10 000)");
  });
});

test.each([new TypeError("Failed to fetch"), undefined, null, "non", { detail: 3 }])("une panne (%o) se dit en clair", (erreur) => {
  expect(detailErreur(erreur)).toMatch(/^La liste n’a pas pu être chargée/);
});

test("le service parle quand il a quelque chose à dire", () => {
  expect(detailErreur({ detail: "Filtre illisible au caractère 3." })).toBe("Filtre illisible au caractère 3.");
});

test("la page suivante existe tant que le serveur n’a pas fini de compter", () => {
  expect([0, 1, 2, 3].map((n) => aUnePage(page(60), n))).toEqual([false, true, true, false]);
  expect([0, 2, 3].map((n) => aUnePage(page(60, false), n))).toEqual([false, true, true]);
});
