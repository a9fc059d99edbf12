import type { GenerationEcart, MissionAlerte, RegleGeneration } from "../../api/genere";
import { ROLES } from "../../domaine/etats";
import { nomChamp } from "../../dossier/changements";

const CHAMPS: Readonly<Record<string, string>> = {
  candidats: "Candidats",
  besoins: "Besoins",
  creneaux: "Créneaux",
  origines: "Origines",
  centre: "Centre",
  centre_id: "Centre",
  deliberation_le: "Délibération",
  deliberation_a: "Heure",
  le: "Date",
  a: "Heure",
  nb_jours: "Jours",
  duree_min: "Durée (min)",
  demandes: "Intervenants demandés",
  en_vigueur: "En vigueur",
  inscrits: "Inscrits",
  dispenses: "Dispensés",
  presents: "Présents",
  absents: "Absents",
  remonte_le: "Remontée le",
  coefficient: "Coefficient",
  nature: "Nature",
  mode_evaluation: "Mode d’évaluation",
  donne_lieu: "Donne lieu à mission",
  capacite: "Capacité",
  type: "Type",
};

const OBJETS: Readonly<Record<string, string>> = {
  session: "Session",
  examen: "Examens",
  specialite: "Spécialités",
  epreuve_option: "Épreuves-options",
  session_epreuve: "Épreuves de la session",
  inscription: "Inscriptions",
  centre: "Centres",
  centre_usage: "Usages des centres",
  jury: "Jurys",
  commission: "Commissions",
  commission_origine: "Origines des candidats",
  presents: "Commissions remontées",
  ligne: "Lignes des fichiers",
  fichier: "Fichiers",
};

export const nomObjet = (objet: string): string => OBJETS[objet] ?? objet;

function dire(v: unknown): string {
  if (v === null || v === undefined || v === "") {
    return "(rien)";
  }
  return v === true ? "oui" : v === false ? "non" : typeof v === "string" ? v : JSON.stringify(v);
}

/** {"candidats": [74, 80]} in words; what cannot be read says nothing. */
export function changements(json: string | undefined, creation = false): string {
  try {
    const lu: unknown = JSON.parse(json ?? "{}");
    return typeof lu === "object" && lu !== null
      ? Object.entries(lu)
          .flatMap(([champ, paire]) =>
            Array.isArray(paire)
              ? [
                  `${CHAMPS[champ] ?? nomChamp(champ)} : ${creation ? "" : `${dire(paire[0])} → `}${dire(paire[1])}`,
                ]
              : [],
          )
          .join(" ; ")
      : "";
  } catch {
    return "";
  }
}

export const NATURES = [
  { valeur: "creee", libelle: "Créée", ton: "succes" },
  { valeur: "modifiee", libelle: "Modifiée", ton: "info" },
  { valeur: "retiree", libelle: "Retirée d’OCEAN", ton: "attente" },
  { valeur: "revenue", libelle: "Revenue", ton: "info" },
  { valeur: "alerte", libelle: "Alerte seulement", ton: "attente" },
] as const satisfies readonly Readonly<{
  valeur: GenerationEcart["nature"];
  libelle: string;
  ton: string;
}>[];

export const NATURES_ALERTE = [
  { valeur: "retiree", libelle: "Retirée d’OCEAN", ton: "erreur" },
  { valeur: "revenue", libelle: "Revenue", ton: "info" },
  { valeur: "candidats", libelle: "Candidats", ton: "info" },
  { valeur: "besoins", libelle: "Besoins", ton: "attente" },
  { valeur: "creneaux", libelle: "Dates", ton: "attente" },
  { valeur: "centre", libelle: "Centre", ton: "attente" },
  { valeur: "saisie", libelle: "Saisie", ton: "info" },
] as const satisfies readonly Readonly<{
  valeur: MissionAlerte["nature"];
  libelle: string;
  ton: string;
}>[];

const role = (r: string): string => ROLES.find((x) => x.valeur === r)?.libelle.toLowerCase() ?? r;

const BASES: Readonly<Record<RegleGeneration["base"], string>> = {
  forfait: "",
  candidats: "candidats",
  demandes: "intervenants demandés",
};

/** A rule as one would say it: « 2 surveillants pour 25 candidats, au moins 2 ». */
export function direRegle(r: RegleGeneration): string {
  const debut = `${r.nombre} ${role(r.role)}`;
  const pour =
    r.base === "forfait"
      ? ""
      : r.base === "demandes" && r.par === 1
        ? " par intervenant demandé"
        : ` pour ${r.par} ${BASES[r.base]}`;
  const bornes = [
    r.minimum > 0 && r.base !== "forfait" ? `au moins ${r.minimum}` : "",
    r.maximum === undefined || r.base === "forfait" ? "" : `au plus ${r.maximum}`,
  ]
    .filter(Boolean)
    .join(", ");
  const reserve = [
    r.reserve_pct > 0 ? `${r.reserve_pct} % de réserve` : "",
    r.reserve_min > 0 ? `${r.reserve_min} en réserve au moins` : "",
  ]
    .filter(Boolean)
    .join(", ");
  return [debut + pour, bornes, reserve].filter(Boolean).join(", ");
}
