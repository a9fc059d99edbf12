import type { Rapprochement } from "../../api/genere";
import { listerRapprochements } from "../../api/genere/sdk.gen";
import { ETATS_RAPPROCHEMENT, SOURCES } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

const nomSource = (code: string) => SOURCES.find((s) => s.valeur === code)?.libelle ?? code;

export const COLONNES: readonly Colonne<Rapprochement>[] = [
  { cle: "score", titre: "Ressemblance", type: "nombre", largeur: 120 },
  { cle: "nom", titre: "Nom au fichier", type: "texte", largeur: 160, epinglee: true },
  { cle: "prenom", titre: "Prénom au fichier", type: "texte", largeur: 140 },
  { cle: "date_naissance", titre: "Né(e) le", type: "date", largeur: 110 },
  { cle: "uai", titre: "UAI", type: "texte", largeur: 100 },
  { cle: "connu_nom", titre: "Nom connu", type: "texte", largeur: 160 },
  { cle: "connu_prenom", titre: "Prénom connu", type: "texte", largeur: 140 },
  { cle: "connu_date_naissance", titre: "Né(e) le (connu)", type: "date", largeur: 130 },
  { cle: "indices", titre: "Indices", type: "texte", largeur: 320, tri: false, filtre: false },
  { cle: "etat", titre: "Décision", type: "etat", largeur: 160, choix: ETATS_RAPPROCHEMENT },
  { cle: "source", titre: "Source", type: "texte", largeur: 130, valeur: (r) => nomSource(r.source), filtre: false },
  { cle: "decide_par", titre: "Décidé par", type: "texte", largeur: 160, masquee: true },
];

export const charger: Charger<Rapprochement> = (recherche, signal) => listerRapprochements({ query: enRequete(recherche), signal });
