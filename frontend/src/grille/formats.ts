import type { Colonne, LigneGrille } from "./types";

const NOMBRE = new Intl.NumberFormat("fr-FR");
const instants = new Map<string, Intl.DateTimeFormat>();
const montants = new Map<string, Intl.NumberFormat>();

/** Narrow no-break spaces between thousands come with the locale. */
export function nombre(n: number): string {
  return NOMBRE.format(n);
}

/** A calendar day, read without passing through the reader's zone. */
export function date(jour: string): string {
  const lu = /^(\d{4})-(\d{2})-(\d{2})/.exec(jour);
  return lu ? `${lu[3]}/${lu[2]}/${lu[1]}` : jour;
}

export function instant(iso: string, fuseau?: string): string {
  const quand = new Date(iso);
  if (Number.isNaN(quand.getTime())) {
    return iso;
  }
  const cle = fuseau ?? "";
  let format = instants.get(cle);
  if (!format) {
    format = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "short", timeZone: fuseau });
    instants.set(cle, format);
  }
  return format.format(quand);
}

/** Whole units of the currency's smallest coin: cents for the euro, francs for the XPF. */
export function montant(unites: number, devise = "EUR"): string {
  let format = montants.get(devise);
  if (!format) {
    format = new Intl.NumberFormat("fr-FR", { style: "currency", currency: devise });
    montants.set(devise, format);
  }
  return format.format(unites / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function valeurBrute<T extends LigneGrille>(colonne: Colonne<T>, ligne: T): unknown {
  // The declared key names the JSON field: the contract test of each list holds the two together.
  return colonne.valeur ? colonne.valeur(ligne) : (ligne as Readonly<Record<string, unknown>>)[colonne.cle];
}

function enTexte(valeur: unknown): string {
  if (Array.isArray(valeur)) {
    return valeur.map(enTexte).join(", ");
  }
  return typeof valeur === "string" ? valeur : JSON.stringify(valeur);
}

/** What a cell says, as text: on screen, in a copy, in a filter's name. */
export function formater<T extends LigneGrille>(colonne: Colonne<T>, ligne: T): string {
  const valeur = valeurBrute(colonne, ligne);
  if (valeur === null || valeur === undefined || valeur === "") {
    return "";
  }
  switch (colonne.type) {
    case "nombre":
      return typeof valeur === "number" ? nombre(valeur) : enTexte(valeur);
    case "montant":
      return typeof valeur === "number" ? montant(valeur, colonne.devise?.(ligne)) : enTexte(valeur);
    case "date":
      return date(enTexte(valeur));
    case "instant":
      return instant(enTexte(valeur), colonne.fuseau?.(ligne));
    case "booleen":
      return valeur === true ? "Oui" : "Non";
    case "etat":
    case "choix":
    case "texte":
      return libelleChoix(colonne, enTexte(valeur));
  }
}

export function libelleChoix(colonne: Pick<Colonne<never>, "choix">, valeur: string): string {
  return colonne.choix?.find((c) => c.valeur === valeur)?.libelle ?? valeur;
}

export function estNumerique(colonne: Pick<Colonne<never>, "type">): boolean {
  return colonne.type === "nombre" || colonne.type === "montant";
}
