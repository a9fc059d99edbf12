import type { Competence } from "../../api/genere";
import { listerCompetences } from "../../api/genere/sdk.gen";
import type { Charger } from "../../grille/donnees";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

/** « 31406 - COMPTA ET GEST. DES ORGANISATIONS »: people know the codes. */
function specialite(c: Competence): string {
  return [c.specialite, c.specialite_libelle].filter(Boolean).join(" - ");
}

/** The columns of the seed's screen, in its order. */
export const COLONNES: readonly Colonne<Competence>[] = [
  { cle: "examen_libelle", titre: "Examen", type: "texte", largeur: 240 },
  { cle: "specialite_libelle", titre: "Spécialité", type: "texte", largeur: 300, valeur: specialite },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 240 },
  { cle: "auteurs_libelle", titre: "Auteurs", type: "texte", largeur: 280 },
  { cle: "effective", titre: "Effective", type: "booleen", largeur: 110 },
  { cle: "priorite", titre: "Priorité", type: "nombre", largeur: 90, masquee: true },
  { cle: "examen", titre: "Code examen", type: "texte", largeur: 110, masquee: true },
  { cle: "specialite", titre: "Code spécialité", type: "texte", largeur: 130, masquee: true },
];

/** Many people on one screen: codes rather than labels, so that authors and effect are seen at once. */
export const COLONNES_GESTION: readonly Colonne<Competence>[] = [
  { cle: "intervenant_nom", titre: "Intervenant", type: "texte", largeur: 190, epinglee: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100 },
  { cle: "etablissement", titre: "UAI", type: "texte", largeur: 95 },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 80 },
  { cle: "specialite", titre: "Spécialité", type: "texte", largeur: 100 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 220 },
  { cle: "auteurs_libelle", titre: "Auteurs", type: "texte", largeur: 250 },
  { cle: "effective", titre: "Effective", type: "booleen", largeur: 90 },
  { cle: "priorite", titre: "Priorité", type: "nombre", largeur: 90 },
  { cle: "examen_libelle", titre: "Libellé de l’examen", type: "texte", largeur: 240, masquee: true },
  { cle: "specialite_libelle", titre: "Libellé de la spécialité", type: "texte", largeur: 300, masquee: true },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220, masquee: true },
];

export const charger: Charger<Competence> = (recherche, signal) => listerCompetences({ query: enRequete(recherche), signal });
