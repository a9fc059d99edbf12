import { describe, expect, test } from "vitest";
import { adresseExport } from "./exporter";
import { date, instant, montant } from "./formats";
import { jourPrecedent, jourSuivant } from "./jours";
import { completerOrdre, deplacer } from "./ordre";
import { surLigne } from "./plage";
import { lirePreferences } from "./preferences";
import { completer, modifier, RECHERCHE_INITIALE, reduire, validerRecherche } from "./recherche";
import { basculer, compter, etatPage, marquer, SELECTION_VIDE, suitEncore, toutLeFiltre } from "./selection";
import { accorder, textePages } from "./textes";
import { basculerTri, etatTri, lireTri } from "./tri";
import { versTsv } from "./tsv";

describe("l’adresse", () => {
  test.each([{ page: "-3" }, { page: "abc" }, { taille: "1000000" }, { tri: 12, q: "x".repeat(500) }, { page: {}, filtre: [] }])(
    "%o donne toujours une liste",
    (brut) => {
      const r = completer(brut);
      expect(r.page).toBeGreaterThanOrEqual(1);
      expect([20, 50, 100, 200]).toContain(r.taille);
      expect(r.q.length).toBeLessThanOrEqual(100);
    },
  );
  test("les valeurs par défaut ne s’écrivent pas, et tout se relit", () => {
    expect(validerRecherche({})).toEqual({});
    const r = { page: 3, taille: 100, tri: "-nom", q: "12", filtre: "a==1" } as const;
    expect(completer(reduire(r))).toEqual(r);
  });
  test("un changement ramène à la première page", () => {
    expect(modifier({ ...RECHERCHE_INITIALE, page: 7 }, { q: "x" }).page).toBe(1);
  });
});

describe("le tri", () => {
  test("croissant, décroissant, aucun", () => {
    expect(basculerTri("", "nom", false)).toBe("nom");
    expect(basculerTri("nom", "nom", false)).toBe("-nom");
    expect(basculerTri("-nom", "nom", false)).toBe("");
  });
  test("Maj garde les autres et leur rang", () => {
    expect(basculerTri("nom,prenom", "prenom", true)).toBe("nom,-prenom");
    expect(etatTri("nom,-prenom", "prenom")).toEqual({ sens: "decroissant", rang: 2 });
  });
  test("cinq critères au plus, sans doublon", () => {
    expect(lireTri("a,b,a,c,d,e,f")).toHaveLength(5);
    expect(basculerTri("a,b,c,d,e", "f", true)).toBe("a,b,c,d,e");
  });
});

describe("la sélection", () => {
  test("lignes, puis tout le filtre sauf quelques-unes", () => {
    expect(compter(marquer(SELECTION_VIDE, ["1", "2", "2"], true), 100)).toBe(2);
    const tout = basculer(toutLeFiltre("a==1", ""), "7");
    expect(compter(tout, 100)).toBe(99);
    expect(etatPage(tout, ["7", "8"])).toBe("partie");
    expect(suitEncore(tout, "a==2", "")).toBe(false);
    expect(suitEncore(marquer(SELECTION_VIDE, ["1"], true), "autre", "")).toBe(true);
  });
  test("l’export de la sélection", () => {
    const demande = { ressource: "intervenants", colonnes: ["nom", "prenom"], recherche: { ...RECHERCHE_INITIALE, q: "le goff", filtre: "a==1,b==2" }, format: "csv" } as const;
    expect(adresseExport(demande)).toBe("/api/v1/exports/intervenants?format=csv&colonnes=nom%2Cprenom&q=le+goff&filtre=a%3D%3D1%2Cb%3D%3D2");
    expect(new URLSearchParams(adresseExport(demande, marquer(SELECTION_VIDE, ["u1", "u2"], true))?.split("?")[1]).get("filtre")).toBe("id=in=(u1,u2)");
    expect(new URLSearchParams(adresseExport(demande, basculer(toutLeFiltre("a==1,b==2", "le goff"), "u3"))?.split("?")[1]).get("filtre")).toBe("(a==1,b==2);(id=out=(u3))");
    expect(adresseExport(demande, marquer(SELECTION_VIDE, Array.from({ length: 500 }, (_, i) => `identifiant-tres-long-${i}`), true))).toBeUndefined();
  });
});

describe("les colonnes", () => {
  test("se déplacent en sautant celles qui sont masquées", () => {
    expect(deplacer(["a", "x", "b"], "b", "gauche", ["a", "b"])).toEqual(["b", "a", "x"]);
    expect(deplacer(["a", "b"], "a", "gauche", ["a", "b"])).toEqual(["a", "b"]);
  });
  test("une colonne nouvelle prend sa place déclarée", () => {
    expect(completerOrdre(["c", "a"], ["a", "b", "c"])).toEqual(["c", "a", "b"]);
  });
  test.each(["{", "null", '{"largeurs":{"a":-4}}', '"texte"'])("une préférence abîmée (%s) est oubliée", (texte) => {
    localStorage.setItem("cle", texte);
    expect(lirePreferences("cle", [{ cle: "a" }, { cle: "b", masquee: true }])).toMatchObject({ ordre: ["a", "b"], masquees: ["b"], largeurs: {} });
  });
});

describe("ce que lit un Français", () => {
  test("les jours ne glissent pas", () => {
    expect(date("2027-06-14")).toBe("14/06/2027");
    expect(jourSuivant("2027-02-28")).toBe("2027-03-01");
    expect(jourPrecedent("2028-03-01")).toBe("2028-02-29");
  });
  test("l’heure est celle du centre", () => {
    expect(instant("2027-06-14T12:00:00Z", "America/Guadeloupe")).toBe("14/06/2027 08:00");
    expect(instant("2027-06-14T12:00:00Z", "Indian/Reunion")).toBe("14/06/2027 16:00");
  });
  test("les montants", () => {
    expect(montant(123456).replaceAll(/\s/g, " ")).toBe("1 234,56 €");
    expect(montant(1500, "XPF").replaceAll(/\s/g, " ")).toContain("1 500");
  });
  test("le singulier va jusqu’à deux, non compris", () => {
    expect([accorder(0, "ligne"), accorder(1, "ligne"), accorder(2, "ligne")]).toEqual(["0 ligne", "1 ligne", "2 lignes"]);
  });
  test("la page et le compte", () => {
    expect(textePages({ items: [], page: 1, taille: 50, total: 7, total_exact: true })).toBe("Page 1 / 1 (7 éléments)");
    expect(textePages({ items: [], page: 2, taille: 50, total: 100_000, total_exact: false }).replaceAll(/\s/g, " ")).toBe("Page 2 / 2 000+ (plus de 100 000 éléments)");
  });
});

test("un bloc copié s’ouvre dans un tableur", () => {
  expect(versTsv([["a", 'b"c'], ["d\te", ""]])).toBe('a\t"b""c"\n"d\te"\t');
});

test("une plage ne touche que ses lignes", () => {
  const plage = { ancre: { ligne: 5, colonne: 3 }, fin: { ligne: 2, colonne: 1 } };
  expect([surLigne(plage, 1), surLigne(plage, 2), surLigne(plage, 5), surLigne(undefined, 2)]).toEqual([[-1, -1], [1, 3], [1, 3], [-1, -1]]);
});
