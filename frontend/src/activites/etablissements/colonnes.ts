import type { Etablissement } from "../../api/genere";
import { listerEtablissements } from "../../api/genere/sdk.gen";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

const SECTEURS = [
  { valeur: "public", libelle: "Public" },
  { valeur: "prive", libelle: "Privé" },
] as const;

export const COLONNES: readonly Colonne<Etablissement>[] = [
  { cle: "uai", titre: "UAI", type: "texte", largeur: 110, epinglee: true },
  { cle: "nom", titre: "Établissement", type: "texte", largeur: 300 },
  { cle: "type", titre: "Type", type: "texte", largeur: 120 },
  { cle: "secteur", titre: "Secteur", type: "choix", largeur: 100, choix: SECTEURS },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 180 },
  { cle: "code_postal", titre: "Code postal", type: "texte", largeur: 110 },
  { cle: "personnels", titre: "Personnels", type: "nombre", largeur: 100, tri: false, filtre: false },
  { cle: "ouvert", titre: "Ouvert", type: "booleen", largeur: 90 },
  { cle: "historise_le", titre: "Hors du fichier depuis", type: "instant", largeur: 170, masquee: true },
  { cle: "adresse", titre: "Adresse", type: "texte", largeur: 240, masquee: true },
  { cle: "code_commune", titre: "Code commune", type: "texte", largeur: 120, masquee: true },
  { cle: "telephone", titre: "Téléphone", type: "texte", largeur: 130, masquee: true },
  { cle: "mel", titre: "Courriel", type: "texte", largeur: 220, masquee: true },
  { cle: "nature", titre: "Nature", type: "texte", largeur: 90, masquee: true },
  { cle: "origine", titre: "Origine", type: "texte", largeur: 120, masquee: true },
];

export const charger: Charger<Etablissement> = (recherche, signal) => listerEtablissements({ query: enRequete(recherche), signal });
