import type { Selection as Demandee } from "../api/genere";
import type { Selection } from "../grille/selection";

/** A selection of the grid as the API asks for it: in fresh arrays, for those of the grid are read-only. */
export function enDemande(s: Selection): Demandee {
  return s.mode === "lignes" ? { mode: "lignes", ids: [...s.ids] } : { mode: "filtre", filtre: s.filtre, ...(s.q ? { q: s.q } : {}), saufIds: [...s.saufIds] };
}
