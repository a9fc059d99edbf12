import { date, libelleChoix, nombre } from "./formats";
import type { FiltreColonne, ModeTexte } from "./filtre";
import type { Recherche } from "./recherche";
import { compter, type Selection } from "./selection";
import { lireTri } from "./tri";
import type { Colonne, Page } from "./types";

type Nommee = Pick<Colonne<never>, "cle" | "titre">;
type Decrite = Pick<Colonne<never>, "titre" | "type" | "choix">;
type Compte = Pick<Page<unknown>, "total" | "total_exact">;

/** French agrees in the singular up to two, not included. */
export function accorder(n: number, singulier: string, pluriel = `${singulier}s`): string {
  return `${nombre(n)} ${n < 2 ? singulier : pluriel}`;
}

export function compteLignes({ total, total_exact }: Compte, mot = "ligne"): string {
  return total_exact ? accorder(total, mot) : `plus de ${accorder(total, mot)}`;
}

export function nombrePages(page: Pick<Page<unknown>, "total" | "taille">): number {
  return Math.max(1, Math.ceil(page.total / page.taille));
}

/** Whether there may be an n-th page: nobody knows the last one of a list that the server stopped counting. */
export function aUnePage(page: Pick<Page<unknown>, "total" | "taille" | "total_exact">, n: number): boolean {
  return n >= 1 && (n <= nombrePages(page) || !page.total_exact);
}

export function textePages(page: Page<unknown>): string {
  const plus = page.total_exact ? "" : "+";
  return `Page ${nombre(page.page)} / ${nombre(nombrePages(page))}${plus} (${compteLignes(page, "élément")})`;
}

export const MODES: Readonly<Record<ModeTexte, string>> = {
  contient: "contient",
  egal: "est égal à",
  commence: "commence par",
  different: "est différent de",
};

function bornes({ min, max }: Readonly<{ min: string; max: string }>, colonne: Decrite): string {
  const jour = colonne.type === "date" || colonne.type === "instant";
  const ecrire = (b: string) =>
    jour ? date(b) : nombre(colonne.type === "montant" ? Number(b) / 100 : Number(b));
  if (min === max) {
    return jour ? `le ${ecrire(min)}` : `= ${ecrire(min)}`;
  }
  if (min === "" || max === "") {
    const bord = min === "" ? (jour ? "jusqu’au" : "≤") : jour ? "depuis le" : "≥";
    return `${bord} ${ecrire(min === "" ? max : min)}`;
  }
  return jour ? `du ${ecrire(min)} au ${ecrire(max)}` : `de ${ecrire(min)} à ${ecrire(max)}`;
}

/** The removable tag of a filter. */
export function decrireFiltre(colonne: Decrite, filtre: FiltreColonne): string {
  switch (filtre.genre) {
    case "texte":
      return `${colonne.titre} ${MODES[filtre.mode]} « ${filtre.valeur} »`;
    case "intervalle":
      return `${colonne.titre} ${bornes(filtre, colonne)}`;
    case "choix": {
      const noms = filtre.valeurs.map((v) => libelleChoix(colonne, v)).join(", ");
      return `${colonne.titre} : ${filtre.exclure ? "sauf " : ""}${noms}`;
    }
    case "booleen":
      return `${colonne.titre} : ${filtre.valeur ? "oui" : "non"}`;
  }
}

function annonceTri(tri: string, page: Compte, colonnes: readonly Nommee[]): string {
  const criteres = lireTri(tri).map(({ cle, sens }) => {
    const titre = colonnes.find((c) => c.cle === cle)?.titre ?? cle;
    return `${titre}, ${sens === "croissant" ? "croissant" : "décroissant"}`;
  });
  const lignes = compteLignes(page);
  return criteres.length === 0 ? `Tri par défaut, ${lignes}` : `Trié par ${criteres.join(", puis ")}, ${lignes}`;
}

/** What the console says once the rows have arrived; nothing when the list is the same. */
export function annoncer(
  avant: Recherche,
  apres: Recherche,
  page: Page<unknown>,
  colonnes: readonly Nommee[],
): string | undefined {
  if (avant.filtre !== apres.filtre || avant.q !== apres.q) {
    return page.total === 0 ? "Aucune ligne ne correspond" : `Liste filtrée, ${compteLignes(page)}`;
  }
  if (avant.tri !== apres.tri) {
    return annonceTri(apres.tri, page, colonnes);
  }
  return avant.page !== apres.page || avant.taille !== apres.taille ? textePages(page) : undefined;
}

export function texteSelection(s: Selection, page: Compte, surLaPage: number): string {
  const n = compter(s, page.total);
  if (s.mode === "filtre") {
    const toutes = s.saufIds.length === 0 ? "Toutes les lignes du filtre sélectionnées" : "Lignes du filtre sélectionnées";
    const sauf = s.saufIds.length === 0 ? "" : `, sauf ${nombre(s.saufIds.length)}`;
    return `${toutes}${sauf} (${compteLignes({ total: n, total_exact: page.total_exact })})`;
  }
  if (n === 0) {
    return "Aucune ligne sélectionnée";
  }
  const ailleurs = n - surLaPage;
  const dont = ailleurs > 0 ? `, dont ${nombre(ailleurs)} hors de cette page` : "";
  return `${accorder(n, "ligne sélectionnée", "lignes sélectionnées")}${dont}`;
}

export function texteToutLeFiltre(page: Compte): string {
  return page.total_exact
    ? `Sélectionner les ${nombre(page.total)} lignes du filtre`
    : `Sélectionner toutes les lignes du filtre (plus de ${nombre(page.total)})`;
}

/** The server's own sentence when it gave one (RFC 9457), never a stack trace. */
export function detailErreur(erreur: unknown): string {
  if (typeof erreur === "object" && erreur !== null && "detail" in erreur && typeof erreur.detail === "string") {
    return erreur.detail;
  }
  return "La liste n’a pas pu être chargée : le service ne répond pas. Vérifiez la connexion, puis réessayez.";
}
