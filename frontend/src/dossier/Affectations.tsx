import type { Affectation } from "../api/genere";
import { listerAffectations } from "../api/genere/sdk.gen";
import { ETATS_AFFECTATION, ROLES } from "../domaine/etats";
import { instant } from "../grille/formats";
import type { ColonneSimple } from "../ui/TableSimple";
import { SousListe } from "./SousListe";

const COLONNES: readonly ColonneSimple<Affectation>[] = [
  { titre: "Session", valeur: (a) => a.session },
  { titre: "Mission", valeur: (a) => a.type_mission_libelle },
  { titre: "Épreuve-option", valeur: (a) => a.epreuve_option_libelle },
  { titre: "Centre", valeur: (a) => a.centre_nom },
  { titre: "Début", valeur: (a) => (a.debut ? instant(a.debut, a.fuseau) : "") },
  { titre: "Rôle", valeur: (a) => ROLES.find((r) => r.valeur === a.role)?.libelle },
  { titre: "État", valeur: (a) => ETATS_AFFECTATION.find((e) => e.valeur === a.etat)?.libelle },
];

export function Affectations({ intervenant }: Readonly<{ intervenant: string }>) {
  return (
    <SousListe
      titre="Affectations"
      ressource="affectations"
      filtre={`intervenant==${intervenant}`}
      charger={(query, signal) => listerAffectations({ query, signal })}
      colonnes={COLONNES}
      vide="Aucune affectation."
    />
  );
}
