import { describe, expect, test } from "vitest";
import { analyser, citer, conditions, ecrireComparaison, type Noeud, type Operateur } from "./rsql";

/** Always the same draws: a failure must come back. */
function hasard(depart: number) {
  let graine = depart;
  return (n: number) => {
    graine = (graine * 1103515245 + 12345) % 2147483648;
    return Math.floor((graine / 2147483648) * n);
  };
}

const VALEURS = ["a", "l’été", "d'Ys", 'g"u', "x;y", "(z)", "a b", "\\", '\\"', "*", "", "=in=(a)", "2027-06-14", " ", "🙂", "a,b", "<b>", "~", "\t"];
const OPERATEURS: readonly Operateur[] = ["==", "!=", "=gt=", "=ge=", "=lt=", "=le=", "=in=", "=out=", "=like="];

function arbre(tirer: (n: number) => number, profondeur: number, parent?: "et" | "ou"): Noeud {
  const un = <T>(liste: readonly T[]) => liste[tirer(liste.length)] as T; // never empty here
  if (profondeur === 0 || tirer(3) === 0) {
    const op = un(OPERATEURS);
    const n = op === "=in=" || op === "=out=" ? 1 + tirer(3) : 1;
    return { genre: "comparaison", colonne: un(["nom", "debut_2", "x"]), op, valeurs: Array.from({ length: n }, () => un(VALEURS)) };
  }
  const genre = parent === "et" ? "ou" : parent === "ou" ? "et" : un(["et", "ou"] as const);
  return { genre, enfants: Array.from({ length: 2 + tirer(2) }, () => arbre(tirer, profondeur - 1, genre)) };
}

function ecrire(n: Noeud): string {
  if (n.genre === "comparaison") {
    return ecrireComparaison(n.colonne, n.op, ...n.valeurs);
  }
  return n.enfants.map((e) => (n.genre === "et" && e.genre === "ou" ? `(${ecrire(e)})` : ecrire(e))).join(n.genre === "et" ? ";" : ",");
}

const c = (colonne: string): Noeud => ({ genre: "comparaison", colonne, op: "==", valeurs: ["1"] });
const sous = (n: number) => `${"(".repeat(n)}a==1${")".repeat(n)}`;
const mots = (texte: string) => conditions(texte)?.map((x) => x.mots);

test("tout arbre écrit se relit pareil", () => {
  const tirer = hasard(7);
  for (let i = 0; i < 1000; i += 1) {
    const a = arbre(tirer, 5);
    expect(analyser(ecrire(a)), ecrire(a)).toEqual(a);
  }
});

test("le « et » lie plus fort que le « ou », et les parenthèses inutiles ne comptent pas", () => {
  expect(analyser("a==1;b==1,c==1")).toEqual({ genre: "ou", enfants: [{ genre: "et", enfants: [c("a"), c("b")] }, c("c")] });
  expect(analyser("a==1;(b==1,c==1)")).toEqual({ genre: "et", enfants: [c("a"), { genre: "ou", enfants: [c("b"), c("c")] }] });
  expect(analyser("((a==1))")).toEqual(c("a"));
});

describe("les guillemets", () => {
  test.each([
    ["DUPONT", "DUPONT"],
    ["2027-06-14", "2027-06-14"],
    ["*dup*", "*dup*"],
    ["", '""'],
    ["le goff", '"le goff"'],
    ["l'été", `"l'été"`],
    ["a;b", '"a;b"'],
    ['a"b', '"a\\"b"'],
    ["a\\b", '"a\\\\b"'],
  ])("« %s » s’écrit %s", (valeur, ecrit) => {
    expect(citer(valeur)).toBe(ecrit);
  });
  test("une valeur nue va jusqu’à la grammaire, une valeur citée jusqu’à son guillemet", () => {
    expect(analyser("nom==le goff;x==1")).toMatchObject({ enfants: [{ valeurs: ["le goff"] }, { valeurs: ["1"] }] });
    expect(analyser('nom=in=(a b,"c,d)")')).toMatchObject({ valeurs: ["a b", "c,d)"] });
  });
});

test("cinq parenthèses, pas six", () => {
  expect(analyser(sous(5))).toBeDefined();
  expect(analyser(sous(6))).toBeUndefined();
});

test.each(["", " ", "nom", "nom=", "nom==", "==a", "NOM==a", "nom==a;", ";nom==a", "nom==a,,nom==b", "(nom==a", "nom==a)", "nom=in=a", "nom=in=()", "nom=in=(a", "nom=in=(a,)", 'nom=="a', 'nom=="a"b', "nom=~a", "nom==a nom==(b)", " nom==a", "nom =in=(a)"])(
  "« %s » est refusé",
  (texte) => {
    expect(analyser(texte)).toBeUndefined();
    expect(conditions(texte)).toBeUndefined();
  },
);

test("chaque condition garde ses mots", () => {
  expect(mots('a=="x";(b==1,c==2);d=in=("u",v)')).toEqual(['a=="x"', "(b==1,c==2)", 'd=in=("u",v)']);
  expect(mots("(a==1;((b==2)))")).toEqual(["a==1", "((b==2))"]);
  expect(mots("a==1,b==2")).toEqual(["a==1,b==2"]);
  expect(mots("(a==1,b==2)")).toEqual(["(a==1,b==2)"]);
});
