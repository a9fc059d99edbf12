import type { CalculCompetenceEcart, RegleCompetence } from "../../api/genere";
import { listerCalculCompetenceEcarts, listerReglesCompetence } from "../../api/genere/sdk.gen";
import { ANNEES_CYCLE, EFFETS_CALCUL, NATURES_CALCUL, SENS_REGLE } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

const code = (c: string, libelle: string | undefined): string => (c === "" ? "toutes" : [c, libelle].filter(Boolean).join(" – "));

export const COLONNES: readonly Colonne<RegleCompetence>[] = [
  { cle: "examen", titre: "Examen", type: "texte", largeur: 80 },
  { cle: "specialite", titre: "Spécialité", type: "texte", largeur: 90 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 230 },
  { cle: "sens", titre: "Sens", type: "etat", largeur: 90, choix: SENS_REGLE },
  { cle: "priorite", titre: "Priorité", type: "nombre", largeur: 80 },
  { cle: "matiere", titre: "Matière", type: "texte", largeur: 200, valeur: (r) => code(r.matiere, r.matiere_libelle) },
  { cle: "dispositif", titre: "Dispositif", type: "texte", largeur: 90 },
  { cle: "diplome", titre: "Diplôme", type: "texte", largeur: 90 },
  { cle: "annee", titre: "Année du cycle", type: "choix", largeur: 130, choix: ANNEES_CYCLE },
  { cle: "modalite", titre: "Modalité", type: "texte", largeur: 90 },
  { cle: "discipline", titre: "Discipline de poste", type: "texte", largeur: 200, valeur: (r) => code(r.discipline, r.discipline_libelle) },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 220 },
  { cle: "epreuve", titre: "Code épreuve", type: "texte", largeur: 90, masquee: true },
  { cle: "option", titre: "Option", type: "texte", largeur: 80, masquee: true },
  { cle: "specialite_libelle", titre: "Libellé de la spécialité", type: "texte", largeur: 220, masquee: true },
];

export const charger: Charger<RegleCompetence> = (recherche, signal) => listerReglesCompetence({ query: enRequete(recherche), signal });

/** What an import reads back: codes, and every criterion. */
export const POUR_IMPORT = "examen,specialite,epreuve,option,sens,matiere,dispositif,diplome,annee,modalite,discipline,priorite,commentaire";

export const COLONNES_ECARTS: readonly Colonne<CalculCompetenceEcart>[] = [
  { cle: "intervenant_nom", titre: "Intervenant", type: "texte", largeur: 190, epinglee: true },
  { cle: "nature", titre: "Différence", type: "etat", largeur: 140, choix: NATURES_CALCUL },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 80 },
  { cle: "specialite", titre: "Spécialité", type: "texte", largeur: 90 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 220 },
  { cle: "effet", titre: "Effet", type: "etat", largeur: 200, choix: EFFETS_CALCUL },
  { cle: "pourquoi", titre: "Pourquoi", type: "texte", largeur: 560, tri: false, filtre: false },
  { cle: "priorite", titre: "Priorité", type: "nombre", largeur: 80 },
  { cle: "priorite_avant", titre: "Priorité avant", type: "nombre", largeur: 110 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220 },
];

export const chargerEcarts: Charger<CalculCompetenceEcart> = (recherche, signal) => listerCalculCompetenceEcarts({ query: enRequete(recherche), signal });
