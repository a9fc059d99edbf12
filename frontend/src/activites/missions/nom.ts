import type { Mission } from "../../api/genere";

/** A mission as people call it. */
export function nomMission(m: Mission): string {
  return m.libelle || [m.type_libelle, m.epreuve_option_libelle].filter(Boolean).join(" – ");
}
