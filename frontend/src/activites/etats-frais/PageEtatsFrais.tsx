import { useState } from "react";
import type { EtatFrais } from "../../api/genere";
import { listerEtatsFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_PART } from "../../domaine/frais";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { ReleveFrais } from "../../dossier/ReleveFrais";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { date } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { MonReleve } from "./MonReleve";
import { Deplacement } from "../../dossier/deplacement/Deplacement";

const COLONNES: readonly Colonne<EtatFrais>[] = [
  { cle: "jour", titre: "Jour", type: "date", largeur: 110, epinglee: true },
  { cle: "type_mission_libelle", titre: "Mission", type: "texte", largeur: 150 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 220 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 220 },
  { cle: "rem_etat", titre: "Rémunération", type: "etat", largeur: 180, choix: ETATS_PART },
  {
    cle: "rem_montant",
    titre: "Montant",
    type: "montant",
    largeur: 110,
    devise: (e) => e.devise,
    filtre: false,
  },
  { cle: "dep_etat", titre: "Déplacement", type: "etat", largeur: 180, choix: ETATS_PART },
  {
    cle: "dep_montant",
    titre: "Montant",
    type: "montant",
    largeur: 110,
    devise: (e) => e.devise,
    filtre: false,
  },
];

/** What is still to be said comes first: the latest mission leads. */
const charger: Charger<EtatFrais> = (recherche, signal) => {
  const requete = enRequete(recherche);
  return listerEtatsFrais({ query: { ...requete, tri: requete.tri || "-jour" }, signal });
};

const VUES = ["missions", "releve"];

/** A teacher's own: what each mission pays, why, where it stands, and the travel of the day to be told. */
export function PageEtatsFrais(props: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Missions" cle="missions" ici={vue === "missions"} />{" "}
          <LienVue titre="Mon relevé" cle="releve" ici={vue === "releve"} />
        </nav>
      </TitrePage>
      {vue === "releve" ? <MonReleve /> : <Missions {...props} />}
    </>
  );
}

function Missions({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<EtatFrais>();
  return (
    <Partage
      nom="Détail de l’état de frais"
      sujet={ligne ? `${ligne.type_mission_libelle}, ${date(ligne.jour)}${ligne.centre_nom ? `, ${ligne.centre_nom}` : ""}` : undefined}
      part={40}
      liste={
        <Grille
          titre={activite.libelle}
          ressource="etats-frais"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucun état de frais : ils naissent avec vos convocations.</p>}
        />
      }
      detail={
        ligne ? (
          <div key={ligne.id}>
            <ReleveFrais id={ligne.id} />
            <Deplacement id={ligne.id} />
          </div>
        ) : (
          <p>Choisissez une mission.</p>
        )
      }
    />
  );
}
