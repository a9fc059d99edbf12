import type { Moi } from "../../api/genere";

export type OngletIntervenant = "identite" | "rattachements" | "enseignements" | "competences" | "indisponibilites" | "missions" | "charge" | "frais" | "dossier" | "historique";

type Profil = Moi["service"]["profil"];

/** The person, without what only those who run the exams may see. */
const VIVIER = ["identite", "rattachements", "enseignements", "competences", "indisponibilites", "missions"] as const;

/** What each profile may read: a tab that would only say « interdit » is not shown. */
export function ongletsDe(profil: Profil): readonly OngletIntervenant[] {
  if (profil === "gestionnaire" || profil === "administrateur") {
    return [...VIVIER, "charge", "frais", "dossier", "historique"];
  }
  return profil === "gestionnaire_financier" ? ["identite", "missions", "frais"] : VIVIER;
}

export function peutModifier(profil: Profil): boolean {
  return profil === "gestionnaire" || profil === "administrateur";
}
