import { jourSuivant, jourPrecedent } from "./jours";
import { analyser, conditions, ecrireComparaison, type Comparaison } from "./rsql";
import type { Colonne } from "./types";

export type ModeTexte = "contient" | "egal" | "commence" | "different";

/** What one column's filter says, by kind. Bounds are inclusive and written as the API writes them. */
export type FiltreColonne =
  | Readonly<{ genre: "texte"; mode: ModeTexte; valeur: string }>
  | Readonly<{ genre: "intervalle"; min: string; max: string }>
  | Readonly<{ genre: "choix"; valeurs: readonly string[]; exclure: boolean }>
  | Readonly<{ genre: "booleen"; valeur: boolean }>;

/** `avance` holds what no column editor can show: it is kept, word for word, until the user removes it. */
export type Filtres = Readonly<{ colonnes: Readonly<Record<string, FiltreColonne>>; avance: string }>;

export const AUCUN_FILTRE: Filtres = { colonnes: {}, avance: "" };

type ColonneFiltrable = Pick<Colonne<never>, "cle" | "type" | "choix" | "exact">;

export function genreFiltre(colonne: ColonneFiltrable): FiltreColonne["genre"] {
  switch (colonne.type) {
    case "nombre":
    case "montant":
    case "date":
    case "instant":
      return "intervalle";
    case "booleen":
      return "booleen";
    case "choix":
    case "etat":
      return colonne.choix ? "choix" : "texte";
    case "texte":
      return "texte";
  }
}

export function estVide(filtre: FiltreColonne): boolean {
  switch (filtre.genre) {
    case "texte":
      return filtre.valeur === "";
    case "intervalle":
      return filtre.min === "" && filtre.max === "";
    case "choix":
      return filtre.valeurs.length === 0;
    case "booleen":
      return false;
  }
}

function ecrireTexte(cle: string, mode: ModeTexte, valeur: string): string {
  switch (mode) {
    case "contient":
      return ecrireComparaison(cle, "=like=", `*${valeur}*`);
    case "commence":
      return ecrireComparaison(cle, "=like=", `${valeur}*`);
    case "egal":
      return ecrireComparaison(cle, "==", valeur);
    case "different":
      return ecrireComparaison(cle, "!=", valeur);
  }
}

function ecrireIntervalle(colonne: ColonneFiltrable, min: string, max: string): string {
  if (min === max && colonne.type !== "instant") {
    return ecrireComparaison(colonne.cle, "==", min);
  }
  const bornes = min === "" ? [] : [ecrireComparaison(colonne.cle, "=ge=", min)];
  if (max !== "") {
    // An instant at 14:00 is after midnight of its day: « until the 15th » means before the 16th.
    bornes.push(
      colonne.type === "instant"
        ? ecrireComparaison(colonne.cle, "=lt=", jourSuivant(max))
        : ecrireComparaison(colonne.cle, "=le=", max),
    );
  }
  return bornes.join(";");
}

/** One value is written as an equality: the server keeps exact totals for those. */
function ecrireChoix(cle: string, valeurs: readonly string[], exclure: boolean): string {
  if (valeurs.length === 1) {
    return ecrireComparaison(cle, exclure ? "!=" : "==", ...valeurs);
  }
  return ecrireComparaison(cle, exclure ? "=out=" : "=in=", ...valeurs);
}

export function ecrireColonne(colonne: ColonneFiltrable, filtre: FiltreColonne): string {
  if (estVide(filtre)) {
    return "";
  }
  switch (filtre.genre) {
    case "texte":
      return ecrireTexte(colonne.cle, filtre.mode, filtre.valeur);
    case "intervalle":
      return ecrireIntervalle(colonne, filtre.min, filtre.max);
    case "choix":
      return ecrireChoix(colonne.cle, filtre.valeurs, filtre.exclure);
    case "booleen":
      return ecrireComparaison(colonne.cle, "==", String(filtre.valeur));
  }
}

export function ecrireFiltre(filtres: Filtres, colonnes: readonly ColonneFiltrable[]): string {
  const parties = Object.entries(filtres.colonnes).map(([cle, filtre]) => {
    const colonne = colonnes.find((c) => c.cle === cle);
    return colonne ? ecrireColonne(colonne, filtre) : "";
  });
  // Bare alternatives would lend only the last of them to a condition that follows.
  const avance = analyser(`${filtres.avance};x==0`)?.genre === "ou" ? `(${filtres.avance})` : filtres.avance;
  const utiles = [...parties, avance].filter((p) => p !== "");
  return utiles.length === 1 && avance !== "" ? filtres.avance : utiles.join(";");
}

function lireTexte(n: Comparaison, exact: boolean): FiltreColonne | undefined {
  const valeur = n.valeurs[0] ?? "";
  if (valeur === "") {
    return undefined;
  }
  if (n.op === "==" || n.op === "!=") {
    return { genre: "texte", mode: n.op === "==" ? "egal" : "different", valeur };
  }
  if (n.op !== "=like=" || exact || !valeur.endsWith("*")) {
    return undefined;
  }
  if (!valeur.startsWith("*")) {
    return { genre: "texte", mode: "commence", valeur: valeur.slice(0, -1) };
  }
  return valeur.length > 2 ? { genre: "texte", mode: "contient", valeur: valeur.slice(1, -1) } : undefined;
}

const JOUR = /^\d{4}-\d{2}-\d{2}$/;

function lireIntervalle(n: Comparaison, type: ColonneFiltrable["type"]): FiltreColonne | undefined {
  const valeur = n.valeurs[0] ?? "";
  const lisible = type === "date" || type === "instant" ? JOUR.test(valeur) : /^-?\d+(\.\d+)?$/.test(valeur);
  if (!lisible) {
    return undefined;
  }
  const fin = type === "instant" ? "=lt=" : "=le=";
  if (n.op === "=ge=") {
    return { genre: "intervalle", min: valeur, max: "" };
  }
  if (n.op === fin) {
    return { genre: "intervalle", min: "", max: type === "instant" ? jourPrecedent(valeur) : valeur };
  }
  return n.op === "==" && type !== "instant" ? { genre: "intervalle", min: valeur, max: valeur } : undefined;
}

function lireChoix(n: Comparaison): FiltreColonne | undefined {
  if (n.op === "=in=" || n.op === "==") {
    return { genre: "choix", valeurs: n.valeurs, exclure: false };
  }
  return n.op === "=out=" || n.op === "!=" ? { genre: "choix", valeurs: n.valeurs, exclure: true } : undefined;
}

function lireComparaison(n: Comparaison, colonne: ColonneFiltrable): FiltreColonne | undefined {
  switch (genreFiltre(colonne)) {
    case "texte":
      return lireTexte(n, colonne.exact ?? false);
    case "intervalle":
      return lireIntervalle(n, colonne.type);
    case "choix":
      return lireChoix(n);
    case "booleen":
      return n.op === "==" && /^(true|false)$/.test(n.valeurs[0] ?? "")
        ? { genre: "booleen", valeur: n.valeurs[0] === "true" }
        : undefined;
  }
}

/** Two bounds of one column make one interval; anything else said twice belongs to the advanced part. */
function reunir(avant: FiltreColonne | undefined, lu: FiltreColonne): FiltreColonne | undefined {
  if (!avant) {
    return lu;
  }
  if (avant.genre !== "intervalle" || lu.genre !== "intervalle") {
    return undefined;
  }
  const min = avant.min === "" ? lu.min : lu.min === "" ? avant.min : undefined;
  const max = avant.max === "" ? lu.max : lu.max === "" ? avant.max : undefined;
  return min === undefined || max === undefined ? undefined : { genre: "intervalle", min, max };
}

export function lireFiltre(rsql: string, colonnes: readonly ColonneFiltrable[]): Filtres {
  if (rsql.trim() === "") {
    return AUCUN_FILTRE;
  }
  const lues = conditions(rsql);
  if (!lues) {
    return { colonnes: {}, avance: rsql };
  }
  const lus: Record<string, FiltreColonne> = {};
  const reste: string[] = [];
  for (const { noeud: n, mots } of lues) {
    const colonne = n.genre === "comparaison" ? colonnes.find((c) => c.cle === n.colonne) : undefined;
    const lu = n.genre === "comparaison" && colonne ? lireComparaison(n, colonne) : undefined;
    const reuni = lu && colonne ? reunir(lus[colonne.cle], lu) : undefined;
    if (colonne && reuni) {
      lus[colonne.cle] = reuni;
    } else {
      reste.push(mots);
    }
  }
  return { colonnes: lus, avance: reste.join(";") };
}

export function poserFiltre(filtres: Filtres, cle: string, filtre: FiltreColonne | undefined): Filtres {
  const { [cle]: _ancien, ...autres } = filtres.colonnes;
  return { ...filtres, colonnes: filtre && !estVide(filtre) ? { ...autres, [cle]: filtre } : autres };
}
