import type { Centre } from "../api/genere";
import { listerCentres, listerEtablissements, listerSessionEpreuves } from "../api/genere/sdk.gen";
import { ecrireComparaison } from "../grille/rsql";
import type { ChoixListe } from "./ChampListe";

export const libelleCentre = (c: Readonly<Pick<Centre, "code" | "libelle" | "commune">>): string => [c.libelle, c.commune, c.code].filter(Boolean).join(" – ");

/** The centres of a session whose code, name or town holds the words. */
export async function proposerCentres(session: string, q: string, signal: AbortSignal): Promise<readonly ChoixListe[]> {
  const lus = await listerCentres({ query: { filtre: ecrireComparaison("session", "==", session), taille: 50, ...(q ? { q } : {}) }, signal });
  return lus.items.map((c) => ({ id: c.id, libelle: libelleCentre(c) }));
}

/** The épreuves-options of a session that give rise to missions. */
export async function proposerEpreuves(session: string, q: string, signal: AbortSignal): Promise<readonly ChoixListe[]> {
  const filtre = `${ecrireComparaison("session", "==", session)};donne_lieu==true`;
  const lus = await listerSessionEpreuves({ query: { filtre, taille: 50, ...(q ? { q } : {}) }, signal });
  return lus.items.map((e) => ({ id: e.epreuve_option, libelle: [e.libelle, e.specialite_libelle, `${e.examen} ${e.epreuve}${e.option}`].join(" – ") }));
}

export async function proposerEtablissements(q: string, signal: AbortSignal): Promise<readonly ChoixListe[]> {
  const lus = await listerEtablissements({ query: { filtre: "ouvert==true", taille: 50, ...(q ? { q } : {}) }, signal });
  return lus.items.map((e) => ({ id: e.id, libelle: [e.nom, e.commune, e.uai].filter(Boolean).join(" – ") }));
}
