import type { Centre } from "../../api/genere";
import { listerCentres } from "../../api/genere/sdk.gen";
import { GENRES_CENTRE, ORIGINES_MISSION } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

export const usages = (c: Centre): string =>
  c.usages
    .split(",")
    .map((u) => GENRES_CENTRE.find((g) => g.valeur === u)?.libelle ?? u)
    .join(", ");

export const COLONNES: readonly Colonne<Centre>[] = [
  { cle: "code", titre: "Code", type: "texte", largeur: 110, epinglee: true },
  { cle: "libelle", titre: "Centre", type: "texte", largeur: 240 },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 150 },
  { cle: "usages", titre: "Usages", type: "texte", largeur: 200, valeur: usages, filtre: false },
  { cle: "capacite", titre: "Capacité", type: "nombre", largeur: 95 },
  { cle: "chef_nom", titre: "Chef de centre", type: "texte", largeur: 160 },
  { cle: "missions", titre: "Missions", type: "nombre", largeur: 95 },
  { cle: "besoin", titre: "Besoin", type: "nombre", largeur: 90 },
  { cle: "affectes", titre: "Affectés", type: "nombre", largeur: 95 },
  { cle: "zone", titre: "Zone", type: "texte", largeur: 120 },
  { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true },
  { cle: "virtuel", titre: "Virtuel", type: "booleen", largeur: 90 },
  { cle: "fuseau", titre: "Fuseau", type: "texte", largeur: 140, masquee: true },
  { cle: "etablissement", titre: "UAI", type: "texte", largeur: 110, masquee: true },
  { cle: "adresse", titre: "Adresse", type: "texte", largeur: 220, masquee: true },
  { cle: "code_postal", titre: "Code postal", type: "texte", largeur: 110, masquee: true },
  { cle: "chef_mel", titre: "Courriel du chef", type: "texte", largeur: 200, masquee: true },
  { cle: "chef_telephone", titre: "Téléphone du chef", type: "texte", largeur: 140, masquee: true },
  { cle: "origine", titre: "Origine", type: "choix", largeur: 100, choix: ORIGINES_MISSION, masquee: true },
];

export const charger: Charger<Centre> = (recherche, signal) => listerCentres({ query: enRequete(recherche), signal });
