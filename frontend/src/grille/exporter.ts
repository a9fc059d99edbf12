import { ecrireComparaison } from "./rsql";
import type { Recherche } from "./recherche";
import type { Selection } from "./selection";
import type { FormatExport } from "./types";

/** A filter sentence longer than this is refused by the server, and by proxies before it. */
const FILTRE_MAX = 4000;

export type DemandeExport = Readonly<{ ressource: string; colonnes: readonly string[]; recherche: Recherche; format: FormatExport }>;

/** Filter sentences that must all hold. */
export function et(...parties: readonly string[]): string {
  const utiles = parties.filter((p) => p !== "");
  return utiles.length > 1 ? utiles.map((p) => `(${p})`).join(";") : utiles.join("");
}

/** The list as it is shown, or only what is ticked. `undefined` when too many rows are ticked one by one. */
export function adresseExport({ ressource, colonnes, recherche, format }: DemandeExport, selection?: Selection): string | undefined {
  let { filtre, q } = recherche;
  if (selection?.mode === "lignes") {
    filtre = ecrireComparaison("id", "=in=", ...selection.ids);
    q = "";
  } else if (selection && selection.saufIds.length > 0) {
    filtre = et(filtre, ecrireComparaison("id", "=out=", ...selection.saufIds));
  }
  if (filtre.length > FILTRE_MAX) {
    return undefined;
  }
  const p = new URLSearchParams({ format, colonnes: colonnes.join(",") });
  for (const [cle, valeur] of Object.entries({ tri: recherche.tri, q, filtre })) {
    if (valeur !== "") {
      p.set(cle, valeur);
    }
  }
  return `/api/v1/exports/${ressource}?${p.toString()}`;
}

/** The browser's own download: the file streams to the disk, whatever its size. */
export function telecharger(adresse: string): void {
  const lien = document.createElement("a");
  lien.href = adresse;
  lien.download = "";
  lien.click();
}
