import { ETATS_INTERVENANT, ETATS_MISSION, ETATS_SESSION, ORIGINES } from "../domaine/etats";
import { date } from "../grille/formats";
import { differences, type Difference } from "./differences";

/** The columns of a person in the words of the screens. */
const CHAMPS: Readonly<Record<string, string>> = {
  civilite: "Civilité",
  nom: "Nom",
  nom_patronymique: "Nom patronymique",
  prenom: "Prénom",
  date_naissance: "Date de naissance",
  mel: "Courriel",
  telephone: "Téléphone",
  adresse: "Adresse",
  code_postal: "Code postal",
  commune: "Commune",
  code_commune: "Code INSEE de la commune",
  corps: "Corps",
  grade: "Grade",
  fonction: "Fonction",
  discipline_recrutement: "Discipline de recrutement",
  position: "Position administrative",
  position_le: "Position depuis le",
  origine: "Origine",
  etat: "État",
  saisis: "Champs protégés des fichiers",
  doublon_accepte: "Créé malgré un homonyme",
  secret: "Secret lu",
  rapprochement: "Rapprochement",
  personne_du_fichier: "Personne du fichier",
  code: "Code",
  libelle: "Libellé",
  annee: "Année",
  tour: "Tour",
  debut: "Début",
  fin: "Fin",
  depuis: "Reprise de",
  centres: "Centres repris",
  type: "Type",
  centre: "Centre",
  epreuve: "Épreuve-option",
  examen: "Examen",
  creneaux: "Créneaux",
  candidats: "Candidats",
  origines: "Établissements d’origine",
  besoins: "Besoins",
  charge: "Charge",
  charge_unite: "Unité de charge",
  consigne: "Consigne",
  decalage_jours: "Décalage en jours",
  copie_de: "Copie de",
  parts: "Parts",
  avec: "Avec",
  fusionnee_avec: "Fusionnée avec",
  donne_lieu: "Donne lieu à missions",
  nature: "Nature",
  mode_evaluation: "Évaluation",
  duree_min: "Durée en minutes",
  groupe_remuneration: "Groupe de rémunération",
  chef_nom: "Chef de centre",
  chef_mel: "Courriel du chef de centre",
  chef_telephone: "Téléphone du chef de centre",
  capacite: "Capacité",
  zone: "Zone",
  fuseau: "Fuseau horaire",
  usages: "Usages",
};

const ACTIONS: Readonly<Record<string, string>> = {
  creation: "Création",
  modification: "Modification",
  suppression: "Suppression",
  import: "Import",
  disparition: "Absence du fichier",
  lecture_secret: "Lecture d’un secret",
  rapprochement: "Rapprochement",
  etat: "Changement d’état",
  preparation: "Préparation",
  scission: "Scission",
  fusion: "Fusion",
};

const VALEURS: Readonly<Record<string, string>> = { true: "Oui", false: "Non", a_decider: "À décider", meme: "Même personne", distinct: "Personnes distinctes" };

export function nomChamp(champ: string): string {
  return CHAMPS[champ] ?? champ;
}

export function nomAction(action: string, avant: string | undefined, apres: string | undefined): string {
  if (action === "secret") {
    return avant ? (apres ? "Secret remplacé" : "Secret effacé") : "Secret saisi";
  }
  return ACTIONS[action] ?? action;
}

function valeur(champ: string, texte: string): string {
  if (champ === "saisis") {
    return [...texte.matchAll(/[a-z_]+/g)].map(([c]) => nomChamp(c)).join(", ");
  }
  const choix = champ === "etat" ? [...ETATS_INTERVENANT, ...ETATS_SESSION, ...ETATS_MISSION] : champ === "origine" ? ORIGINES : [];
  return choix.find((c) => c.valeur === texte)?.libelle ?? VALEURS[texte] ?? date(texte);
}

/** Before and after, field by field, as the screens would show them. */
export function changements(avant: string | undefined, apres: string | undefined): readonly Difference[] {
  return differences(avant, apres).map((d) => ({ champ: nomChamp(d.champ), avant: valeur(d.champ, d.avant), apres: valeur(d.champ, d.apres) }));
}
