import type { Probleme } from "./genere";

/** What a failed call throws: the server's own words. */
export function probleme(erreur: unknown): Probleme {
  if (estProbleme(erreur)) {
    return erreur;
  }
  return {
    type: "about:blank",
    title: "Injoignable",
    status: 0,
    code: "reseau",
    detail: "Le service ne répond pas. Vérifiez votre connexion, puis réessayez : rien de votre saisie n’est perdu.",
  };
}

export function estProbleme(erreur: unknown): erreur is Probleme {
  return typeof erreur === "object" && erreur !== null && "code" in erreur && "detail" in erreur && "status" in erreur;
}
