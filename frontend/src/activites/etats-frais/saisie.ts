import type { DeclarationDeplacement, EtatFraisDetail, TrajetDeclare } from "../../api/genere";

/** What is being typed: text, until it is sent. */
export type Saisie = Readonly<{ jourDepart: string; heureDepart: string; jourRetour: string; heureRetour: string; moyen: string; repas: string; repasRa: string; repasOfferts: string }>;

type Moyen = Readonly<{ valeur: string; libelle: string; trajet: TrajetDeclare | undefined }>;

export const MOYENS: readonly Moyen[] = [
  { valeur: "CV5", libelle: "Ma voiture, 5 CV ou moins", trajet: { mode: "voiture", vehicule: "CV5" } },
  { valeur: "CV6_7", libelle: "Ma voiture, 6 ou 7 CV", trajet: { mode: "voiture", vehicule: "CV6_7" } },
  { valeur: "CV8", libelle: "Ma voiture, 8 CV ou plus", trajet: { mode: "voiture", vehicule: "CV8" } },
  { valeur: "moto", libelle: "Ma moto", trajet: { mode: "moto" } },
  { valeur: "velomoteur", libelle: "Mon vélomoteur", trajet: { mode: "velomoteur" } },
  { valeur: "administration", libelle: "Réservé par l’administration", trajet: { mode: "administration" } },
  { valeur: "", libelle: "Rien à rembourser", trajet: undefined },
];

function moyenDe(trajets: readonly TrajetDeclare[]): string {
  const t = trajets[0];
  return MOYENS.find((m) => m.trajet?.mode === t?.mode && m.trajet?.vehicule === t?.vehicule)?.valeur ?? "";
}

const combien = (n: number | undefined): string => String(n ?? 0);

/** What was told, else what the mission lets one expect. */
export function declarationDe(d: EtatFraisDetail): Saisie {
  const dit = d.deplacement;
  const [jourDepart = "", heureDepart = ""] = (dit?.depart ?? d.depart_propose ?? "").split("T");
  const [jourRetour = "", heureRetour = ""] = (dit?.retour ?? d.retour_propose ?? "").split("T");
  return {
    jourDepart,
    heureDepart,
    jourRetour,
    heureRetour,
    moyen: dit ? moyenDe(dit.trajets) : "CV5",
    repas: combien(dit?.repas),
    repasRa: combien(dit?.repas_ra),
    repasOfferts: combien(dit?.repas_offerts),
  };
}

const nombre = (saisi: string): number => Math.max(0, Math.trunc(Number(saisi) || 0));

export function enApi(s: Saisie): DeclarationDeplacement {
  const trajet = MOYENS.find((m) => m.valeur === s.moyen)?.trajet;
  return {
    depart: `${s.jourDepart}T${s.heureDepart}`,
    retour: `${s.jourRetour}T${s.heureRetour}`,
    trajets: trajet ? [trajet] : [],
    repas: nombre(s.repas),
    repas_ra: nombre(s.repasRa),
    repas_offerts: nombre(s.repasOfferts),
  };
}
