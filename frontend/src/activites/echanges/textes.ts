import { instant } from "../../grille/formats";

export const jourCourt = (iso: string): string => instant(iso);

/** The kinds of rows in the words of the screens. */
export const OBJETS: Readonly<Record<string, string>> = {
  etablissement: "Établissements",
  structure: "Structures",
  intervenant: "Intervenants",
  cle: "Identifiants de personnes",
  numen: "NUMEN",
  rattachement: "Rattachements",
  enseignement: "Enseignements",
  suppleance: "Suppléances",
  discipline: "Disciplines",
  matiere: "Matières",
  mef: "MEF",
  modalite: "Modalités",
  corps: "Corps",
  grade: "Grades",
  fonction: "Fonctions",
  commune: "Communes",
  limitrophe: "Communes limitrophes",
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
  fichier: "Fichiers",
  ligne: "Lignes des fichiers",
};

export const nomObjet = (objet: string): string => OBJETS[objet] ?? objet;

const CHAMPS: Readonly<Record<string, string>> = {
  en_vigueur: "En vigueur",
  declare: "Déclaré",
  quotite: "Quotité",
  modalite: "Modalité",
  debut: "Début",
  fin: "Fin",
  millieme_heures: "Heures (millièmes)",
  structures: "Divisions et groupes",
  co_enseignement: "Co-enseignement",
  libelle: "Libellé",
  parent: "Corps",
  secteur: "Secteur",
  type: "Type",
  nature: "Nature",
  ouvert: "Ouvert",
  latitude: "Latitude",
  longitude: "Longitude",
  population: "Population",
  codes_postaux: "Codes postaux",
  departement: "Département",
  declaree: "Limitrophes",
  discipline: "Discipline",
  empreinte: "Valeur",
  source: "Source",
};

export const nomChampEcart = (champ: string): string | undefined => CHAMPS[champ];

function texte(v: unknown): string {
  if (v === null || v === undefined || v === "") {
    return "(vide)";
  }
  return v === true ? "oui" : v === false ? "non" : Array.isArray(v) ? v.join(", ") : typeof v === "string" ? v : JSON.stringify(v);
}

export type Ecart = Readonly<{ champ: string; avant: string; apres: string }>;

/** {"mel": ["a", "b"]} in three columns; what cannot be read changes nothing. */
export function ecarts(json: string | undefined, nomDe: (champ: string) => string): readonly Ecart[] {
  try {
    const lu: unknown = JSON.parse(json ?? "{}");
    return typeof lu === "object" && lu !== null
      ? Object.entries(lu).flatMap(([champ, paire]) => (Array.isArray(paire) ? [{ champ: nomDe(champ), avant: texte(paire[0]), apres: texte(paire[1]) }] : []))
      : [];
  } catch {
    return [];
  }
}
