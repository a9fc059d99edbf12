import type { AuteurCompetence, Competence } from "../../api/genere";
import { instant } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

export const ETATS = { C: "Créée", V: "Validée", R: "Refusée" } as const;
export const TYPES = {
  systeme: "Calcul",
  etablissement: "Établissement",
  intervenant: "Intervenant",
  inspecteur: "Inspecteur",
  gestionnaire: "Gestionnaire",
} as const;

const COLONNES: readonly ColonneSimple<AuteurCompetence>[] = [
  { titre: "Auteur", valeur: (a) => a.libelle },
  { titre: "Au titre de", valeur: (a) => TYPES[a.type] },
  { titre: "Avis", valeur: (a) => ETATS[a.etat] },
  { titre: "Le", valeur: (a) => instant(a.le) },
  { titre: "Motif", valeur: (a) => a.motif },
];

/** Who said what of this compétence, and when. */
export function DetailAuteurs({ competence }: Readonly<{ competence: Competence }>) {
  return <TableSimple titre="Auteurs de la compétence" colonnes={COLONNES} lignes={competence.auteurs} cle={(a) => `${a.type} ${a.libelle}`} vide="Aucun auteur." />;
}
