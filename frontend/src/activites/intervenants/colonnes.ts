import type { Intervenant } from "../../api/genere";
import { listerIntervenants } from "../../api/genere/sdk.gen";
import { ETATS_INTERVENANT, ORIGINES } from "../../domaine/etats";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

export const COLONNES: readonly Colonne<Intervenant>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 160, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 130 },
  { cle: "fonction", titre: "Fonction", type: "texte", largeur: 90 },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100 },
  { cle: "discipline_libelle", titre: "Libellé de la discipline", type: "texte", largeur: 220 },
  { cle: "etablissement", titre: "UAI", type: "texte", largeur: 100 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 240 },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 150 },
  { cle: "etat", titre: "État", type: "etat", largeur: 120, choix: ETATS_INTERVENANT },
  { cle: "mel", titre: "Courriel", type: "texte", largeur: 240, masquee: true },
  { cle: "telephone", titre: "Téléphone", type: "texte", largeur: 130, masquee: true },
  { cle: "civilite", titre: "Civilité", type: "texte", largeur: 90, masquee: true },
  { cle: "corps", titre: "Corps", type: "texte", largeur: 100, masquee: true },
  { cle: "grade", titre: "Grade", type: "texte", largeur: 120, masquee: true },
  { cle: "discipline_recrutement", titre: "Discipline de recrutement", type: "texte", largeur: 180, masquee: true },
  { cle: "position", titre: "Position", type: "texte", largeur: 120, masquee: true },
  { cle: "position_le", titre: "Position depuis le", type: "date", largeur: 140, masquee: true },
  { cle: "origine", titre: "Origine", type: "choix", largeur: 110, choix: ORIGINES, masquee: true },
  { cle: "numero", titre: "Numéro", type: "nombre", largeur: 100, masquee: true },
];

export const charger: Charger<Intervenant> = (recherche, signal) => listerIntervenants({ query: enRequete(recherche), signal });
