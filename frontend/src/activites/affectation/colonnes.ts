import { createElement } from "react";
import type { EtatPlan, Plan, PlacePlan } from "../../api/genere";
import { listerPlacesPlan, listerPlans } from "../../api/genere/sdk.gen";
import { ROLES } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { Poignee } from "./Poignee";
import { ecartProuve } from "./textes";

export const ETATS_PLAN: readonly (Choix & Readonly<{ valeur: EtatPlan }>)[] = [
  { valeur: "en_calcul", libelle: "En calcul", ton: "attente" },
  { valeur: "propose", libelle: "Proposé", ton: "info" },
  { valeur: "publie", libelle: "Publié", ton: "succes" },
  { valeur: "archive", libelle: "Archivé", ton: "neutre" },
  { valeur: "abandonne", libelle: "Abandonné", ton: "neutre" },
];

export const ETATS_PLACE: readonly Choix[] = [
  { valeur: "vide", libelle: "Vide", ton: "erreur" },
  { valeur: "nouvelle", libelle: "Nouvelle", ton: "info" },
  { valeur: "maintenue", libelle: "Maintenue", ton: "neutre" },
  { valeur: "convoquee", libelle: "Convoquée", ton: "succes" },
];

export const COLONNES_PLANS: readonly Colonne<Plan>[] = [
  { cle: "libelle", titre: "Plan", type: "texte", largeur: 200, epinglee: true },
  { cle: "etat", titre: "État", type: "etat", largeur: 120, choix: ETATS_PLAN },
  { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true },
  { cle: "cout", titre: "Coût", type: "montant", largeur: 130, filtre: false },
  { cle: "ecart", titre: "Écart prouvé", type: "nombre", largeur: 120, filtre: false, rendu: (p) => ecartProuve(p.ecart) },
  { cle: "pourvues", titre: "Pourvues", type: "nombre", largeur: 100 },
  { cle: "vides", titre: "Vides", type: "nombre", largeur: 80 },
  { cle: "frais", titre: "Frais estimés", type: "montant", largeur: 130, filtre: false },
  { cle: "km", titre: "Kilomètres", type: "nombre", largeur: 110 },
  { cle: "personnes", titre: "Personnes", type: "nombre", largeur: 100 },
  { cle: "nouveaux", titre: "Nouvelles", type: "nombre", largeur: 100 },
  { cle: "deplaces", titre: "Défaites", type: "nombre", largeur: 100 },
  { cle: "gini", titre: "Inégalité", type: "nombre", largeur: 100, masquee: true },
  { cle: "charge_max", titre: "Charge la plus forte", type: "nombre", largeur: 150, masquee: true },
  { cle: "modifie_main", titre: "Retouches", type: "nombre", largeur: 100, masquee: true },
  { cle: "cree_par", titre: "Demandé par", type: "texte", largeur: 150 },
  { cle: "cree_le", titre: "Le", type: "instant", largeur: 140 },
];

export const chargerPlans: Charger<Plan> = (recherche, signal) => listerPlans({ query: enRequete(recherche), signal });

export const COLONNES_PLACES: readonly Colonne<PlacePlan>[] = [
  { cle: "etat", titre: "État", type: "etat", largeur: 115, choix: ETATS_PLACE },
  { cle: "mission_libelle", titre: "Mission", type: "texte", largeur: 260 },
  { cle: "role", titre: "Rôle", type: "choix", largeur: 120, choix: ROLES },
  { cle: "nom", titre: "Nom", type: "texte", largeur: 150, rendu: (p) => [createElement(Poignee, { key: "poignee", place: p }), p.nom] },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 110 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 180 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 190 },
  { cle: "debut", titre: "Début", type: "instant", largeur: 130, fuseau: (p) => p.fuseau },
  { cle: "km", titre: "km", type: "nombre", largeur: 70 },
  { cle: "cout", titre: "Coût", type: "montant", largeur: 100, filtre: false },
  { cle: "verrou", titre: "Verrou", type: "booleen", largeur: 80 },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90, masquee: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 110, masquee: true },
  { cle: "par", titre: "Par", type: "choix", largeur: 90, masquee: true, choix: [{ valeur: "moteur", libelle: "Calcul" }, { valeur: "main", libelle: "Main" }] },
];

export const chargerPlaces: Charger<PlacePlan> = (recherche, signal) => listerPlacesPlan({ query: enRequete(recherche), signal });
