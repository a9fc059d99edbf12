/** What a bulk operation is applied to: rows ticked one by one, or everything a filter finds but a few. */
export type Selection =
  | Readonly<{ mode: "lignes"; ids: readonly string[] }>
  | Readonly<{ mode: "filtre"; filtre: string; q?: string; saufIds: readonly string[] }>;

export const SELECTION_VIDE: Selection = { mode: "lignes", ids: [] };

export function estSelectionnee(s: Selection, id: string): boolean {
  return s.mode === "lignes" ? s.ids.includes(id) : !s.saufIds.includes(id);
}

/** Ticks or unticks several rows at once, whatever the mode. */
export function marquer(s: Selection, ids: readonly string[], oui: boolean): Selection {
  const cites = new Set(ids);
  if (s.mode === "lignes") {
    const autres = s.ids.filter((id) => !cites.has(id));
    return { mode: "lignes", ids: oui ? [...autres, ...cites] : autres };
  }
  const autres = s.saufIds.filter((id) => !cites.has(id));
  return { ...s, saufIds: oui ? autres : [...autres, ...cites] };
}

export function basculer(s: Selection, id: string): Selection {
  return marquer(s, [id], !estSelectionnee(s, id));
}

export function toutLeFiltre(filtre: string, q: string): Selection {
  return q === "" ? { mode: "filtre", filtre, saufIds: [] } : { mode: "filtre", filtre, q, saufIds: [] };
}

/** How many rows, given how many the filter finds. */
export function compter(s: Selection, total: number): number {
  return s.mode === "lignes" ? s.ids.length : Math.max(0, total - s.saufIds.length);
}

export type EtatPage = "aucune" | "partie" | "toutes";

export function etatPage(s: Selection, ids: readonly string[]): EtatPage {
  const n = ids.filter((id) => estSelectionnee(s, id)).length;
  return n === 0 ? "aucune" : n === ids.length ? "toutes" : "partie";
}

/** A selection « by filter » speaks of the rows of that filter only: under another one it would lie. */
export function suitEncore(s: Selection, filtre: string, q: string): boolean {
  return s.mode === "lignes" || (s.filtre === filtre && (s.q ?? "") === q);
}
