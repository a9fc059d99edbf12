import type { Selection as SelectionApi } from "../../api/genere";
import { et } from "../../grille/exporter";
import type { Selection } from "../../grille/selection";

/** The grid's selection, as the contract writes it. A filter that the list always holds goes with « everything ». */
export const enSelection = (s: Selection, perimetre = ""): SelectionApi =>
  s.mode === "lignes" ? { mode: "lignes", ids: [...s.ids] } : { mode: "filtre", filtre: et(perimetre, s.filtre), ...(s.q ? { q: s.q } : {}), saufIds: [...s.saufIds] };

/** Nobody speaks in bulk of who was set aside or is gone. */
export const ACTIFS = "etat==actif";
