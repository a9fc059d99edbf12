import { Link } from "@tanstack/react-router";
import type { Centre, Mission } from "../../api/genere";
import { listerMissions } from "../../api/genere/sdk.gen";
import { SousListe } from "../../dossier/SousListe";
import { ETATS_MISSION } from "../../domaine/etats";
import { instant } from "../../grille/formats";
import { ecrireComparaison } from "../../grille/rsql";
import type { ColonneSimple } from "../../ui/TableSimple";

/** What is held in this centre, at its own clock. */
export function MissionsCentre({ centre: c }: Readonly<{ centre: Centre }>) {
  const session = ecrireComparaison("session", "==", c.session);
  const colonnes: readonly ColonneSimple<Mission>[] = [
    { titre: "Début", valeur: (m) => (m.debut ? instant(m.debut, m.fuseau) : "sans créneau") },
    {
      titre: "Mission",
      valeur: (m) => (
        <Link to="/activites/$code" params={{ code: "missions" }} search={{ filtre: `${session};id==${m.id}` }}>
          {m.libelle || [m.type_libelle, m.epreuve_option_libelle].filter(Boolean).join(" – ")}
        </Link>
      ),
    },
    { titre: "État", valeur: (m) => ETATS_MISSION.find((e) => e.valeur === m.etat)?.libelle },
    { titre: "À trouver", nombre: true, valeur: (m) => m.manque },
  ];
  return (
    <SousListe
      titre="Missions du centre"
      ressource="missions"
      filtre={`centre_id==${c.id}`}
      charger={(query, signal) => listerMissions({ query: { ...query, tri: "debut" }, signal })}
      colonnes={colonnes}
      vide="Aucune mission dans ce centre."
    />
  );
}
