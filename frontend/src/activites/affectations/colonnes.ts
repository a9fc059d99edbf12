import type { Affectation } from "../../api/genere";
import { listerAffectations } from "../../api/genere/sdk.gen";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

type C = Colonne<Affectation>;

const fuseau = (a: Affectation) => a.fuseau;

const SESSION: C = { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true };
const DEBUT: C = { cle: "debut", titre: "Début", type: "instant", largeur: 140, fuseau };
const FIN: C = { cle: "fin", titre: "Fin", type: "instant", largeur: 140, fuseau };
const MISSION: C = { cle: "type_mission_libelle", titre: "Mission", type: "texte", largeur: 180 };
const EPREUVE: C = { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 200 };
const EXAMEN: C = { cle: "examen_libelle", titre: "Examen", type: "texte", largeur: 200 };
const CENTRE: C = { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 220 };
const COMMUNE: C = { cle: "commune", titre: "Commune", type: "texte", largeur: 140 };
const ROLE: C = { cle: "role", titre: "Rôle", type: "choix", largeur: 130, choix: ROLES };
const ETAT: C = { cle: "etat", titre: "État", type: "etat", largeur: 140, choix: ETATS_AFFECTATION };

export const COLONNES_GESTION: readonly C[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 150, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 110 },
  SESSION,
  DEBUT,
  MISSION,
  EXAMEN,
  EPREUVE,
  CENTRE,
  ROLE,
  ETAT,
  { ...FIN, masquee: true },
  { ...COMMUNE, masquee: true },
  { cle: "specialite_libelle", titre: "Spécialité", type: "texte", largeur: 220, masquee: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100, masquee: true },
  { cle: "etablissement", titre: "UAI", type: "texte", largeur: 100, masquee: true },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220, masquee: true },
];

/** Where and when, before what: the order of somebody who must go there. */
export const COLONNES_INTERVENANT: readonly C[] = [DEBUT, CENTRE, COMMUNE, MISSION, EXAMEN, EPREUVE, ROLE, ETAT, { ...FIN, masquee: true }, { ...SESSION, masquee: true }];

/** Who comes, for the chef de centre. */
export const COLONNES_CENTRE: readonly C[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 150, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 110 },
  DEBUT,
  FIN,
  MISSION,
  EXAMEN,
  EPREUVE,
  ROLE,
  ETAT,
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220 },
];

export const charger: Charger<Affectation> = (recherche, signal) => listerAffectations({ query: enRequete(recherche), signal });

/** One's own missions read as a diary, the latest first. */
export const chargerAgenda: Charger<Affectation> = (recherche, signal) =>
  listerAffectations({ query: enRequete({ ...recherche, tri: recherche.tri || "-debut" }), signal });
