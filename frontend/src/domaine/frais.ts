import type { Constat, EtatPart, FaitConstat, FormeConstat, LigneFrais } from "../api/genere";
import { nombre } from "../grille/formats";
import type { Choix, Ton } from "../grille/types";

const ETATS: Readonly<Record<EtatPart, readonly [string, Ton]>> = {
  non_effectuee: ["Mission à venir", "neutre"],
  effectuee: ["À compléter", "attente"],
  a_valider: ["À valider", "info"],
  valide: ["Validée", "succes"],
  transmis: ["Transmise à la liquidation", "info"],
  accepte: ["Payée", "succes"],
  rejete: ["Rejetée par la paie", "erreur"],
  annule: ["Annulée", "neutre"],
  sans_objet: ["Sans objet", "neutre"],
  invalidable: ["Portée par une autre mission du jour", "neutre"],
  non_fait: ["Service non fait", "erreur"],
};

export const ETATS_PART: readonly Choix[] = Object.entries(ETATS).map(([valeur, [libelle, ton]]) => ({ valeur, libelle, ton }));

export function libelleEtat(etat: EtatPart): string {
  return ETATS[etat][0];
}

const BADGES: Readonly<Record<Ton, string>> = { neutre: "", info: "fr-badge--info", succes: "fr-badge--success", attente: "fr-badge--new", erreur: "fr-badge--error" };

export function badgeEtat(etat: EtatPart): string {
  return `fr-badge fr-badge--sm fr-badge--no-icon ${BADGES[ETATS[etat][1]]}`;
}

export const FAITS: readonly (Choix & Readonly<{ valeur: FaitConstat }>)[] = [
  { valeur: "fait", libelle: "Fait", ton: "succes" },
  { valeur: "partiel", libelle: "Fait en partie", ton: "attente" },
  { valeur: "non_fait", libelle: "Non fait", ton: "erreur" },
  { valeur: "remplace", libelle: "Remplacé", ton: "neutre" },
];

export const FORMES: readonly (Choix & Readonly<{ valeur: FormeConstat }>)[] = [
  { valeur: "ecrit", libelle: "Écrit" },
  { valeur: "oral", libelle: "Oral" },
  { valeur: "pratique", libelle: "Pratique ou sportif" },
  { valeur: "vae", libelle: "VAE" },
  { valeur: "aide", libelle: "Aide au déroulement" },
];

/** Minutes as people say them: 4 h 40. */
export function duree(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${nombre(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** What people type for a length of time, in minutes: 4h40, 4:40, 4 h, 280 min, 280. */
export function lireDuree(saisi: string): number | undefined {
  const t = saisi.toLowerCase().replaceAll(/[\s\u00a0\u202f]/g, "");
  const heures = /^(\d{1,4})[h:](\d{1,2})?$/.exec(t);
  if (heures) {
    const m = Number(heures[2] ?? 0);
    return m < 60 ? Number(heures[1]) * 60 + m : undefined;
  }
  const minutes = /^(\d{1,5})(?:min|mn|m)?$/.exec(t);
  return minutes ? Number(minutes[1]) : undefined;
}

const DECIMAL = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 4 });
const KM = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

const COMPTES: Readonly<Partial<Record<LigneFrais["unite"], readonly [string, string]>>> = {
  copie: ["copie", "copies"],
  demande: ["demande", "demandes"],
  dossier: ["dossier", "dossiers"],
  forfait: ["forfait", "forfaits"],
  repas: ["repas", "repas"],
  nuit: ["nuit", "nuits"],
  trajet: ["trajet", "trajets"],
};

export function quantiteLisible(l: Pick<LigneFrais, "unite" | "quantite">): string {
  switch (l.unite) {
    case "minute":
      return duree(l.quantite);
    case "metre":
      return `${KM.format(l.quantite / 1000)} km`;
    case "piece":
      return "1 justificatif";
    default: {
      const mots = COMPTES[l.unite] ?? ["", ""];
      return `${nombre(l.quantite)} ${mots[l.quantite > 1 ? 1 : 0]}`;
    }
  }
}

export function tauxLisible(l: Pick<LigneFrais, "unite" | "taux" | "coefficient">, devise: string): string {
  if (l.unite === "piece") {
    return "";
  }
  const prix = `${DECIMAL.format(l.taux / 10_000)} ${devise === "XPF" ? "F CFP" : "€"}`;
  const par = l.unite === "minute" ? " l’heure" : l.unite === "metre" ? " le km" : "";
  return l.coefficient === 10_000 ? `${prix}${par}` : `${prix}${par} × ${DECIMAL.format(l.coefficient / 10_000)}`;
}

/** What was declared, in one line. */
export function constatLisible(k: Pick<Constat, "fait" | "copies" | "candidats" | "minutes" | "demandes">): string {
  const dits = [
    k.copies === undefined ? "" : `${nombre(k.copies)} copies`,
    k.candidats === undefined ? "" : `${nombre(k.candidats)} candidats`,
    k.minutes === undefined ? "" : duree(k.minutes),
    k.demandes === undefined ? "" : `${nombre(k.demandes)} demandes`,
  ].filter(Boolean);
  return [FAITS.find((f) => f.valeur === k.fait)?.libelle ?? "À constater", ...dits].join(", ");
}
