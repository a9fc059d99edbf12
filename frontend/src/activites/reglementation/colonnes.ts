import type { SessionEpreuve } from "../../api/genere";
import { listerSessionEpreuves } from "../../api/genere/sdk.gen";
import { MODES_EVALUATION, NATURES_EPREUVE, ORIGINES_MISSION } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

export const COLONNES: readonly Colonne<SessionEpreuve>[] = [
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90, epinglee: true },
  { cle: "specialite_libelle", titre: "Spécialité", type: "texte", largeur: 220 },
  { cle: "epreuve", titre: "Épreuve", type: "texte", largeur: 90 },
  { cle: "option", titre: "Option", type: "texte", largeur: 80 },
  { cle: "libelle", titre: "Libellé", type: "texte", largeur: 220 },
  { cle: "donne_lieu", titre: "Missions ?", type: "booleen", largeur: 100 },
  { cle: "nature", titre: "Nature", type: "choix", largeur: 90, choix: NATURES_EPREUVE },
  { cle: "mode_evaluation", titre: "Évaluation", type: "choix", largeur: 110, choix: MODES_EVALUATION },
  { cle: "duree_min", titre: "Durée (min)", type: "nombre", largeur: 110 },
  { cle: "groupe_remuneration", titre: "Rémunération", type: "texte", largeur: 115 },
  { cle: "inscrits", titre: "Inscrits", type: "nombre", largeur: 90 },
  { cle: "missions", titre: "Missions", type: "nombre", largeur: 95 },
  { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true },
  { cle: "examen_libelle", titre: "Libellé de l’examen", type: "texte", largeur: 240, masquee: true },
  { cle: "specialite", titre: "Code spécialité", type: "texte", largeur: 120, masquee: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100, masquee: true },
  { cle: "preparation_min", titre: "Préparation (min)", type: "nombre", largeur: 130, masquee: true },
  { cle: "coefficient", titre: "Coefficient", type: "nombre", largeur: 110, masquee: true },
  { cle: "anticipee", titre: "Anticipée", type: "booleen", largeur: 95, masquee: true },
  { cle: "choisi_par", titre: "Choisi par", type: "texte", largeur: 150, masquee: true },
  { cle: "choisi_le", titre: "Choisi le", type: "instant", largeur: 140, masquee: true },
  { cle: "origine", titre: "Origine", type: "choix", largeur: 100, choix: ORIGINES_MISSION, masquee: true },
];

export const charger: Charger<SessionEpreuve> = (recherche, signal) => listerSessionEpreuves({ query: enRequete(recherche), signal });
