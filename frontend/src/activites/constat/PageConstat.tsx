import { useState } from "react";
import type { ConstatMission } from "../../api/genere";
import { listerConstatsMissions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { FORMES } from "../../domaine/frais";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { CopiesCorrigees } from "./CopiesCorrigees";
import { Feuille } from "./Feuille";
import { useFile } from "./useFile";

const COLONNES: readonly Colonne<ConstatMission>[] = [
  { cle: "debut", titre: "Début", type: "instant", largeur: 135, fuseau: (m) => m.fuseau, epinglee: true },
  { cle: "type_mission_libelle", titre: "Mission", type: "texte", largeur: 130 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 200 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 200 },
  { cle: "forme", titre: "Forme", type: "choix", largeur: 120, choix: FORMES },
  { cle: "constates", titre: "Constatés", type: "texte", largeur: 100, valeur: (m) => `${m.constates} / ${m.convoques}`, filtre: false },
  { cle: "signe", titre: "Signé", type: "booleen", largeur: 80 },
  { cle: "copies", titre: "Copies", type: "nombre", largeur: 90 },
  { cle: "candidats", titre: "Candidats", type: "nombre", largeur: 100 },
  { cle: "presents", titre: "Présents", type: "nombre", largeur: 95 },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true, masquee: true },
];

const charger: Charger<ConstatMission> = (recherche, signal) => {
  const requete = enRequete(recherche);
  return listerConstatsMissions({ query: { ...requete, tri: requete.tri || "signe,-debut" }, signal });
};

/** The missions that wait for a word, and the sheet of one: on a phone, on the day, with or without network. */
export function PageConstat({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [mission, setMission] = useState<ConstatMission>();
  const file = useFile(moi.service.id);
  return (
    <>
      <TitrePage titre={activite.libelle}>{moi.service.profil === "chef_centre" || moi.service.profil === "gestionnaire_financier" ? null : <CopiesCorrigees />}</TitrePage>
      <Partage
        nom="Feuille de la mission"
        sujet={mission ? `${mission.type_mission_libelle}, ${mission.debut ? instant(mission.debut, mission.fuseau) : "sans date"}${mission.epreuve_option_libelle ? `, ${mission.epreuve_option_libelle}` : ""}` : undefined}
        part={40}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="constats-missions"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setMission}
            vide={<p>Aucune mission à constater : personne n’y est encore convoqué.</p>}
          />
        }
        detail={mission ? <Feuille key={mission.id} mission={mission} file={file} gestion={moi.service.profil !== "chef_centre"} /> : <p>Choisissez une mission.</p>}
      />
    </>
  );
}
