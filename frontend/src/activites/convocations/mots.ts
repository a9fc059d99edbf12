import type { EtatTraitement } from "../../api/genere";
import type { Choix } from "../../grille/types";

export { ETATS_CONVOCATION as ETATS, VERSIONS_CONVOCATION as VERSIONS } from "../../dossier/convocations";

export const ETATS_TRAITEMENT: Readonly<Record<EtatTraitement, string>> = {
  demande: "En file",
  en_cours: "En cours",
  interrompu: "Interrompu",
  termine: "Terminé",
  annulation: "En cours d’annulation",
  annule: "Annulé",
};

/** What became of the mail that bears a letter. */
export const COURRIELS: readonly Choix[] = [
  { valeur: "en_attente", libelle: "En attente", ton: "attente" },
  { valeur: "en_cours", libelle: "En cours", ton: "info" },
  { valeur: "envoye", libelle: "Envoyé", ton: "succes" },
  { valeur: "echec", libelle: "Échec", ton: "erreur" },
  { valeur: "rejete", libelle: "Revenu", ton: "erreur" },
  { valeur: "annule", libelle: "Annulé", ton: "neutre" },
];

export const PAR_LETTRE = [
  { valeur: "personne", libelle: "Une lettre par personne" },
  { valeur: "mission", libelle: "Une lettre par mission" },
] as const;
export const SIGNATAIRES = [
  { valeur: "academie", libelle: "Académie" },
  { valeur: "etablissement", libelle: "Établissement de la personne" },
  { valeur: "centre", libelle: "Centre d’examen" },
] as const;
export const ORDRES = [
  { valeur: "nom", libelle: "Nom" },
  { valeur: "etablissement", libelle: "Établissement, puis nom" },
  { valeur: "centre", libelle: "Centre, puis nom" },
] as const;
export const LANGUES = [
  { valeur: "fr", libelle: "Français" },
  { valeur: "fr_br", libelle: "Français et breton" },
  { valeur: "fr_en", libelle: "Français et anglais" },
] as const;

export const libelle = (l: readonly Choix[], valeur: string): string => l.find((c) => c.valeur === valeur)?.libelle ?? valeur;

export const pluriel = (n: number, mot: string): string => `${n.toLocaleString("fr-FR")} ${n > 1 ? mot.replaceAll(" ", "s ") + "s" : mot}`;
