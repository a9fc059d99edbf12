import type { Tarif } from "../../api/genere";
import { date } from "../../grille/formats";

const UNITES: Readonly<Record<string, string>> = {
  copie: "la copie",
  heure: "l’heure",
  dossier: "le dossier",
  candidat: "le candidat",
  km: "le kilomètre",
  repas: "le repas",
  nuit: "la nuit",
  jour: "le jour",
  mois: "le mois",
  trajet: "le trajet",
  sujet: "le sujet",
  concours: "le concours",
  lot: "le lot",
  epreuve: "l’épreuve",
  vacation: "la vacation",
};

const DECIMAL = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 4 });
const PRIX = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

const DEVISES = { EUR: "€", XPF: "F CFP" } as const;

/** Rates travel as whole ten-thousandths; here they are read: 5,00 € la copie, 75 %, 11 h 00. */
export function valeurLisible(t: Pick<Tarif, "valeur" | "unite" | "devise">): string {
  const n = t.valeur / 10_000;
  if (t.devise) {
    return `${PRIX.format(n)} ${DEVISES[t.devise]} ${UNITES[t.unite] ?? `(${t.unite})`}`;
  }
  switch (t.unite) {
    case "pour_cent":
      return `${DECIMAL.format(n)} %`;
    case "minute":
      return `${Math.floor(n / 60)} h ${String(n % 60).padStart(2, "0")}`;
    case "choix":
      return n === 0 ? "Non" : "Oui";
    default:
      return DECIMAL.format(n);
  }
}

/** What a person types, comma or dot, as ten-thousandths; undefined when it is not a number with four decimals at most. */
export function enDixMilliemes(saisi: string): number | undefined {
  const lu = /^(\d{1,7})(?:[.,](\d{1,4}))?$/.exec(saisi.replaceAll(/[\s\u00a0\u202f]/g, ""));
  return lu ? Number(lu[1]) * 10_000 + Number((lu[2] ?? "").padEnd(4, "0")) : undefined;
}

export function enSaisie(dixMilliemes: number): string {
  return DECIMAL.format(dixMilliemes / 10_000).replaceAll(/[\u00a0\u202f]/g, "");
}

export function periodeDe(t: Pick<Tarif, "debut" | "fin">): string {
  if (t.debut && t.fin) {
    return `du ${date(t.debut)} au ${date(t.fin)}`;
  }
  if (t.debut) {
    return `depuis le ${date(t.debut)}`;
  }
  return t.fin ? `jusqu’au ${date(t.fin)}` : "sans date";
}

export const CONFIANCES = {
  officielle: { libelle: "Texte lu", badge: "success" },
  secondaire: { libelle: "Source secondaire", badge: "info" },
  non_verifiee: { libelle: "Non vérifiée", badge: "warning" },
} as const;

/** The families by which people look for a rate. */
export const FAMILLES: readonly Readonly<{ valeur: string; libelle: string; de: (code: string) => boolean }>[] = [
  { valeur: "", libelle: "Tout", de: () => true },
  { valeur: "jury", libelle: "Jurys d’examens", de: (c) => /^(MEN|ESR|CCF|CENTRE|E3C|HIST)\./.test(c) },
  { valeur: "concours", libelle: "Jurys de concours", de: (c) => c.startsWith("CONC.") },
  { valeur: "repas", libelle: "Repas et nuits", de: (c) => /^(REPAS|NUIT|FENETRE|AVANCE|IJM)\./.test(c) },
  { valeur: "km", libelle: "Kilomètres", de: (c) => c.startsWith("IK.") },
  { valeur: "train", libelle: "Train", de: (c) => /^(SNCF|PARAM\.SNCF)/.test(c) },
  { valeur: "parametres", libelle: "Paramètres et cotisations", de: (c) => /^(PARAM|NET)\./.test(c) },
];
