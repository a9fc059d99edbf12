import type { Mission } from "../../api/genere";
import { listerMissions } from "../../api/genere/sdk.gen";
import { ETATS_MISSION, ORIGINES_MISSION } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

const fuseau = (m: Mission) => m.fuseau;

export const COLONNES: readonly Colonne<Mission>[] = [
  { cle: "type_libelle", titre: "Type", type: "texte", largeur: 130, epinglee: true },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 180 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 180 },
  { cle: "debut", titre: "Début", type: "instant", largeur: 140, fuseau },
  { cle: "etat", titre: "État", type: "etat", largeur: 120, choix: ETATS_MISSION },
  { cle: "manque", titre: "À trouver", type: "nombre", largeur: 105 },
  { cle: "besoin", titre: "Besoin", type: "nombre", largeur: 90 },
  { cle: "affectes", titre: "Affectés", type: "nombre", largeur: 100 },
  { cle: "alertes", titre: "Alertes", type: "nombre", largeur: 95 },
  { cle: "candidats", titre: "Candidats", type: "nombre", largeur: 110 },
  { cle: "libelle", titre: "Libellé", type: "texte", largeur: 180 },
  { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true },
  { cle: "examen_libelle", titre: "Examen", type: "texte", largeur: 200, masquee: true },
  { cle: "specialite_libelle", titre: "Spécialité", type: "texte", largeur: 200, masquee: true },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 140, masquee: true },
  { cle: "centre", titre: "Code centre", type: "texte", largeur: 110, masquee: true },
  { cle: "fin", titre: "Fin", type: "instant", largeur: 140, fuseau, masquee: true },
  { cle: "sur_place", titre: "Sur place", type: "booleen", largeur: 90, masquee: true },
  { cle: "reserve", titre: "Réservistes", type: "nombre", largeur: 100, masquee: true },
  { cle: "convoques", titre: "Convoqués", type: "nombre", largeur: 100, masquee: true },
  { cle: "origine", titre: "Origine", type: "choix", largeur: 100, choix: ORIGINES_MISSION, masquee: true },
  { cle: "jury", titre: "Jury", type: "texte", largeur: 110, masquee: true },
  { cle: "commission", titre: "Commission", type: "texte", largeur: 110, masquee: true },
  { cle: "motif", titre: "Motif d’annulation", type: "texte", largeur: 200, masquee: true },
];

export const charger: Charger<Mission> = (recherche, signal) => listerMissions({ query: enRequete(recherche), signal });
