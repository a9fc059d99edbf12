import type { Rattachement } from "../api/genere";
import { listerRattachements } from "../api/genere/sdk.gen";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

const COLONNES: readonly ColonneSimple<Rattachement>[] = [
  { titre: "Nom", valeur: (r) => r.intervenant_nom },
  { titre: "Fonction", valeur: (r) => r.fonction },
  { titre: "Discipline", valeur: (r) => r.discipline_libelle ?? r.discipline },
  { titre: "Rattachement", valeur: (r) => (r.type === "principal" ? "Principal" : "Secondaire") },
];

/** Who works in an établissement. */
export function Personnels({ uai }: Readonly<{ uai: string }>) {
  return (
    <SousListe
      titre="Personnels"
      ressource="rattachements"
      filtre={`etablissement==${uai}`}
      charger={(query, signal) => listerRattachements({ query, signal })}
      colonnes={COLONNES}
      vide="Personne n’y est rattaché."
    />
  );
}
