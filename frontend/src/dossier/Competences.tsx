import type { Competence } from "../api/genere";
import { listerCompetences } from "../api/genere/sdk.gen";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

const COLONNES: readonly ColonneSimple<Competence>[] = [
  { titre: "Examen", valeur: (c) => c.examen_libelle },
  { titre: "Spécialité", valeur: (c) => c.specialite_libelle },
  { titre: "Épreuve-option", valeur: (c) => c.epreuve_option_libelle },
  { titre: "Auteurs", valeur: (c) => c.auteurs_libelle },
  { titre: "Effective", valeur: (c) => (c.effective ? "Oui" : "Non") },
];

export function Competences({ intervenant }: Readonly<{ intervenant: string }>) {
  return (
    <SousListe
      titre="Compétences"
      ressource="competences"
      filtre={`intervenant==${intervenant}`}
      charger={(query, signal) => listerCompetences({ query, signal })}
      colonnes={COLONNES}
      vide="Aucune compétence."
    />
  );
}
