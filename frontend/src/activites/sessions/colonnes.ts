import type { Session } from "../../api/genere";
import { listerSessions } from "../../api/genere/sdk.gen";
import { ETATS_SESSION } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

export const TOURS = [
  { valeur: "NORMALE", libelle: "Normale" },
  { valeur: "REMPLACEMENT", libelle: "Remplacement" },
] as const;

export const COLONNES: readonly Colonne<Session>[] = [
  { cle: "code", titre: "Session", type: "texte", largeur: 110, epinglee: true },
  { cle: "libelle", titre: "Libellé", type: "texte", largeur: 220 },
  { cle: "annee", titre: "Année", type: "nombre", largeur: 90, valeur: (s) => String(s.annee) },
  { cle: "tour", titre: "Tour", type: "choix", largeur: 130, choix: TOURS },
  { cle: "debut", titre: "Début", type: "date", largeur: 120 },
  { cle: "fin", titre: "Fin", type: "date", largeur: 120 },
  { cle: "centres", titre: "Centres", type: "nombre", largeur: 100, tri: false, filtre: false },
  { cle: "missions", titre: "Missions", type: "nombre", largeur: 100, tri: false, filtre: false },
  { cle: "etat", titre: "État", type: "etat", largeur: 160, choix: ETATS_SESSION },
];

export const charger: Charger<Session> = (recherche, signal) => listerSessions({ query: enRequete(recherche), signal });
