import type { Commune, CommuneLimitrophe } from "../../api/genere";
import { listerCommunes, listerCommunesLimitrophes } from "../../api/genere/sdk.gen";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";

export const COLONNES: readonly Colonne<Commune>[] = [
  { cle: "code_insee", titre: "Code INSEE", type: "texte", largeur: 110, epinglee: true },
  { cle: "nom", titre: "Commune", type: "texte", largeur: 240 },
  { cle: "departement", titre: "Département", type: "texte", largeur: 120 },
  { cle: "population", titre: "Population", type: "nombre", largeur: 110 },
  { cle: "nb_limitrophes", titre: "Limitrophes", type: "nombre", largeur: 110, tri: false, filtre: false },
  { cle: "codes_postaux", titre: "Codes postaux", type: "texte", largeur: 200 },
  { cle: "source", titre: "Origine des coordonnées", type: "texte", largeur: 180, masquee: true },
  { cle: "historise_le", titre: "Hors du fichier depuis", type: "instant", largeur: 170, masquee: true },
];

export const charger: Charger<Commune> = (recherche, signal) => listerCommunes({ query: enRequete(recherche), signal });

export const ORIGINES_PAIRE: readonly Choix[] = [
  { valeur: "FICHIER", libelle: "Fichier" },
  { valeur: "SAISI", libelle: "Saisi" },
];

export const COLONNES_PAIRES: readonly Colonne<CommuneLimitrophe>[] = [
  { cle: "nom_a", titre: "Commune", type: "texte", largeur: 200, epinglee: true },
  { cle: "nom_b", titre: "Commune limitrophe", type: "texte", largeur: 200 },
  { cle: "declaree", titre: "Limitrophes", type: "booleen", largeur: 110 },
  { cle: "origine", titre: "Origine", type: "choix", largeur: 100, choix: ORIGINES_PAIRE },
  { cle: "motif", titre: "Motif", type: "texte", largeur: 280 },
  { cle: "maj_le", titre: "Modifiée le", type: "instant", largeur: 150 },
  { cle: "insee_a", titre: "Code INSEE", type: "texte", largeur: 110 },
  { cle: "insee_b", titre: "Code INSEE (2)", type: "texte", largeur: 120 },
];

export const chargerPaires: Charger<CommuneLimitrophe> = (recherche, signal) => listerCommunesLimitrophes({ query: enRequete(recherche), signal });
