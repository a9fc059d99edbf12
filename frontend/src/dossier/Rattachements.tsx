import type { Rattachement } from "../api/genere";
import { listerRattachements } from "../api/genere/sdk.gen";
import { TYPES_RATTACHEMENT } from "../domaine/etats";
import { date } from "../grille/formats";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

const COLONNES: readonly ColonneSimple<Rattachement>[] = [
  { titre: "Code établissement", valeur: (r) => r.etablissement },
  { titre: "Libellé établissement", valeur: (r) => r.etablissement_nom },
  { titre: "Type", valeur: (r) => TYPES_RATTACHEMENT.find((t) => t.valeur === r.type)?.libelle },
  { titre: "Fonction", valeur: (r) => r.fonction },
  { titre: "Code discipline de poste", valeur: (r) => r.discipline },
  { titre: "Libellé discipline de poste", valeur: (r) => r.discipline_libelle },
  { titre: "Depuis", valeur: (r) => (r.debut ? date(r.debut) : "") },
];

export function Rattachements({ intervenant }: Readonly<{ intervenant: string }>) {
  return (
    <SousListe
      titre="Établissements de rattachement"
      ressource="rattachements"
      filtre={`intervenant==${intervenant}`}
      charger={(query, signal) => listerRattachements({ query, signal })}
      colonnes={COLONNES}
      vide="Aucun établissement de rattachement connu."
    />
  );
}
