import type { Enseignement } from "../api/genere";
import { listerEnseignements } from "../api/genere/sdk.gen";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

/** 3 h 30 rather than 210 minutes. */
function heures(minutes: number | undefined): string {
  if (minutes === undefined) {
    return "";
  }
  const reste = minutes % 60;
  return `${Math.floor(minutes / 60)} h${reste === 0 ? "" : ` ${String(reste).padStart(2, "0")}`}`;
}

const COLONNES: readonly ColonneSimple<Enseignement>[] = [
  { titre: "Code matière", valeur: (e) => e.matiere },
  { titre: "Matière", valeur: (e) => e.matiere_libelle },
  { titre: "Code MEF", valeur: (e) => e.mef },
  { titre: "MEF", valeur: (e) => e.mef_libelle },
  { titre: "Modalité", valeur: (e) => e.modalite },
  { titre: "Divisions et groupes", valeur: (e) => e.structures },
  { titre: "Co-enseignement", valeur: (e) => (e.co_enseignement ? "Oui" : "Non") },
  { titre: "Établissement", valeur: (e) => `${e.etablissement} ${e.etablissement_nom ?? ""}` },
  { titre: "Heures par semaine", nombre: true, valeur: (e) => heures(e.minutes) },
];

export function Enseignements({ intervenant }: Readonly<{ intervenant: string }>) {
  return (
    <SousListe
      titre="Enseignements"
      ressource="enseignements"
      filtre={`intervenant==${intervenant}`}
      charger={(query, signal) => listerEnseignements({ query, signal })}
      colonnes={COLONNES}
      vide="Aucun enseignement connu cette année."
    />
  );
}
