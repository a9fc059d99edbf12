import type { CibleLot, EtatLigneLot, EtatLot, Lot } from "../../api/genere";
import type { Choix } from "../../grille/types";

export const CIBLES: readonly (Choix & Readonly<{ valeur: CibleLot }>)[] = [
  { valeur: "khephren", libelle: "Rémunérations (Khephren, PSOP)" },
  { valeur: "dt", libelle: "Déplacements (DT)" },
  { valeur: "kheops", libelle: "Missions d’avant 2010 (Khéops)" },
  { valeur: "sepa", libelle: "Virements SEPA (pain.001)" },
];

export const ETATS_LOT: readonly (Choix & Readonly<{ valeur: EtatLot }>)[] = [
  { valeur: "demande", libelle: "En préparation", ton: "attente" },
  { valeur: "prepare", libelle: "Préparé", ton: "info" },
  { valeur: "controle", libelle: "Contrôlé", ton: "info" },
  { valeur: "transmission", libelle: "Envoi en cours", ton: "attente" },
  { valeur: "transmis", libelle: "Transmis", ton: "info" },
  { valeur: "acquitte", libelle: "Acquitté en partie", ton: "attente" },
  { valeur: "solde", libelle: "Soldé", ton: "succes" },
  { valeur: "annule", libelle: "Annulé", ton: "neutre" },
];

export const ETATS_LIGNE: readonly (Choix & Readonly<{ valeur: EtatLigneLot }>)[] = [
  { valeur: "en_lot", libelle: "Sans réponse", ton: "neutre" },
  { valeur: "recu", libelle: "Reçue", ton: "info" },
  { valeur: "accepte", libelle: "Payée", ton: "succes" },
  { valeur: "rejete", libelle: "Rejetée", ton: "erreur" },
  { valeur: "retire", libelle: "Rendue", ton: "neutre" },
];

export const PARTS: readonly Choix[] = [
  { valeur: "remuneration", libelle: "Rémunération" },
  { valeur: "deplacement", libelle: "Déplacement" },
];

/** What a person can still do of a lot, from what it is. */
export function gestes(l: Pick<Lot, "etat" | "faute">): Readonly<{ controler: boolean; emettre: boolean; reprendre: boolean; annuler: boolean; telecharger: boolean }> {
  return {
    controler: l.etat === "prepare" || l.etat === "controle",
    emettre: l.etat === "controle",
    reprendre: l.etat === "transmission",
    annuler: ["demande", "prepare", "controle", "transmission"].includes(l.etat),
    telecharger: l.etat !== "demande" && l.etat !== "annule",
  };
}
