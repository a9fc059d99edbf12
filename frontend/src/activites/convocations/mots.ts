import type { Convocation, EtatConvocation, EtatTraitement } from "../../api/genere";
import type { Choix, Ton } from "../../grille/types";

const choix = <V extends string>(l: Readonly<Record<V, readonly [string, Ton]>>): readonly Choix[] =>
  Object.entries<readonly [string, Ton]>(l).map(([valeur, [libelle, ton]]) => ({ valeur, libelle, ton }));

export const ETATS = choix<EtatConvocation>({
  editee: ["Éditée", "attente"],
  envoyee: ["Envoyée", "info"],
  ouverte: ["Ouverte", "info"],
  acquittee: ["Acquittée", "succes"],
  contestee: ["Contestée", "erreur"],
  remplacee: ["Remplacée", "neutre"],
  annulee: ["Annulée", "neutre"],
});

export const VERSIONS = choix<Convocation["type"]>({
  originale: ["Originale", "info"],
  rectificative: ["Rectificative", "attente"],
  annulation: ["Annulation", "erreur"],
});

export const ETATS_TRAITEMENT: Readonly<Record<EtatTraitement, string>> = {
  demande: "En file",
  en_cours: "En cours",
  interrompu: "Interrompu",
  termine: "Terminé",
  annulation: "En cours d’annulation",
  annule: "Annulé",
};

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
