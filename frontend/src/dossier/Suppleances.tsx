import type { Suppleance } from "../api/genere";
import { listerSuppleances } from "../api/genere/sdk.gen";
import { date } from "../grille/formats";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

const COLONNES: readonly ColonneSimple<Suppleance>[] = [
  { titre: "Suppléant", valeur: (s) => s.suppleant_nom },
  { titre: "Remplace", valeur: (s) => s.absent_nom },
  { titre: "Du", valeur: (s) => date(s.debut) },
  { titre: "Au", valeur: (s) => (s.fin ? date(s.fin) : "") },
  { titre: "Établissement", valeur: (s) => [s.etablissement, s.etablissement_nom].filter(Boolean).join(" ") },
  { titre: "Code matière", valeur: (s) => s.matiere },
  { titre: "Division ou groupe", valeur: (s) => s.structure },
];

/** Whom this person stands in for, and who stands in for this person. */
export function Suppleances({ intervenant }: Readonly<{ intervenant: string }>) {
  return (
    <SousListe
      titre="Suppléances"
      ressource="suppleances"
      filtre={`suppleant==${intervenant},absent==${intervenant}`}
      charger={(query, signal) => listerSuppleances({ query, signal })}
      colonnes={COLONNES}
      vide="Aucune suppléance connue : ni remplaçant, ni remplacé."
    />
  );
}
