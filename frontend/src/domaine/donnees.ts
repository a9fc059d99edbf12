import type { DonneesPersonnelles } from "../api/genere";

const NOMS: Readonly<Record<string, string>> = {
  intervenant: "État civil et coordonnées",
  intervenant_cle: "Identifiants dans les systèmes de gestion",
  intervenant_secret: "NUMEN, NIR, IBAN (masqués)",
  rattachement: "Rattachements",
  enseignement: "Enseignements",
  competence: "Compétences",
  calcul_competence_ecart: "Calculs de compétences",
  affectation: "Affectations",
  occupation: "Créneaux occupés",
  convocation: "Convocations",
  etat_frais: "États de frais",
  efm_part: "Rémunérations et déplacements",
  dossier_frais: "Dossier de frais",
  compteur_kilometrique: "Kilomètres parcourus",
  dispense: "Dispenses",
  indisponibilite: "Indisponibilités",
  voeu: "Vœux",
  situation: "Situation",
  courriel: "Courriels reçus du service",
  utilisateur: "Compte",
  demande_droit: "Demandes de rectification",
  plan_place: "Propositions d’affectation",
  proposition: "Propositions des inspecteurs",
  rapprochement: "Rapprochements",
  agenda_abonnement: "Abonnement à l’agenda",
  journal: "Changements de l’état civil",
};

/** What is known of a person, section by section: its name, how many lines. */
export function rubriques(d: DonneesPersonnelles): readonly Readonly<{ nom: string; lignes: number }>[] {
  return d.rubriques.map((r) => ({ nom: NOMS[r.table] ?? r.table.replaceAll("_", " "), lignes: (JSON.parse(r.lignes) as unknown[]).length }));
}

/** Gives the whole as a file that a person keeps and a program reads. */
export function enregistrer(d: DonneesPersonnelles): void {
  const contenu = { etabli_le: d.etabli_le, intervenant: d.intervenant, rubriques: Object.fromEntries(d.rubriques.map((r) => [NOMS[r.table] ?? r.table, JSON.parse(r.lignes) as unknown])) };
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([JSON.stringify(contenu, undefined, 2)], { type: "application/json" }));
  lien.download = `donnees-personnelles-${d.etabli_le.slice(0, 10)}.json`;
  lien.click();
  URL.revokeObjectURL(lien.href);
}

export const ETATS_DEMANDE = { demandee: "En attente de réponse", faite: "Rectifiée", refusee: "Refusée" } as const;

/** A day as people write it. */
export function jourCourt(instant: string): string {
  return new Date(instant).toLocaleDateString("fr-FR");
}
