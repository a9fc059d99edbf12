import type { Rattachement } from "../api/genere";
import { listerRattachements } from "../api/genere/sdk.gen";
import { ORIGINES, TYPES_RATTACHEMENT } from "../domaine/etats";
import { date } from "../grille/formats";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

/** The words of the HR files; any other code is shown as it came. */
const MODALITES: Readonly<Record<string, string>> = {
  TEMPS_COMPLET: "Temps complet",
  TEMPS_PARTIEL: "Temps partiel",
  SERVICE_PARTAGE: "Service partagé",
  REMPLACEMENT: "Remplacement",
};

const COLONNES: readonly ColonneSimple<Rattachement>[] = [
  { titre: "Code établissement", valeur: (r) => r.etablissement },
  { titre: "Libellé établissement", valeur: (r) => r.etablissement_nom },
  { titre: "Type", valeur: (r) => TYPES_RATTACHEMENT.find((t) => t.valeur === r.type)?.libelle },
  { titre: "Fonction", valeur: (r) => r.fonction },
  { titre: "Code discipline de poste", valeur: (r) => r.discipline },
  { titre: "Libellé discipline de poste", valeur: (r) => r.discipline_libelle },
  { titre: "Quotité", nombre: true, valeur: (r) => (r.quotite === undefined ? "" : `${r.quotite}\u202f%`) },
  { titre: "Modalité", valeur: (r) => (r.modalite ? (MODALITES[r.modalite] ?? r.modalite) : "") },
  { titre: "Depuis", valeur: (r) => (r.debut ? date(r.debut) : "") },
  { titre: "Jusqu’au", valeur: (r) => (r.fin ? date(r.fin) : "") },
  { titre: "Source", valeur: (r) => ORIGINES.find((o) => o.valeur === r.source)?.libelle ?? r.source },
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
