import type { Convocation, EtatConvocation } from "../api/genere";
import type { Choix, Ton } from "../grille/types";

const choix = <V extends string>(l: Readonly<Record<V, readonly [string, Ton]>>): readonly Choix[] =>
  Object.entries<readonly [string, Ton]>(l).map(([valeur, [libelle, ton]]) => ({ valeur, libelle, ton }));

export const ETATS_CONVOCATION = choix<EtatConvocation>({
  editee: ["Éditée", "attente"],
  envoyee: ["Envoyée", "info"],
  ouverte: ["Ouverte", "info"],
  acquittee: ["Acquittée", "succes"],
  contestee: ["Contestée", "erreur"],
  remplacee: ["Remplacée", "neutre"],
  annulee: ["Annulée", "neutre"],
});

export const VERSIONS_CONVOCATION = choix<Convocation["type"]>({
  originale: ["Originale", "info"],
  rectificative: ["Rectificative", "attente"],
  annulation: ["Annulation", "erreur"],
});

export const EN_VIGUEUR = "etat=out=(remplacee,annulee)";

/** Views that people ask for by name; the day is that of the reader. */
export const vuesConvocations = (jour: string) =>
  [
    { nom: "En vigueur", filtre: EN_VIGUEUR },
    { nom: "Non ouvertes", filtre: "etat=in=(editee,envoyee);type=in=(originale,rectificative)" },
    { nom: "Sans réponse", filtre: "etat=in=(editee,envoyee,ouverte);type=in=(originale,rectificative)" },
    { nom: "En retard", filtre: `etat=in=(editee,envoyee,ouverte);type=in=(originale,rectificative);reponse_avant=lt=${jour}` },
    { nom: "Contestées", filtre: "etat==contestee" },
    { nom: "Acquittées", filtre: "etat==acquittee" },
  ] as const;

/** The letters of what a list shows, in one file to print. */
export function adresseLettres(filtre: string | undefined, q: string | undefined): string {
  const p = new URLSearchParams();
  if (filtre) {
    p.set("filtre", filtre);
  }
  if (q) {
    p.set("q", q);
  }
  return `/api/v1/convocations/lettres?${p.toString()}`;
}
