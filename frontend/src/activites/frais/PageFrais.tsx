import { useState } from "react";
import type { EtatFrais } from "../../api/genere";
import { listerEtatsFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_PART } from "../../domaine/frais";
import { useAncre } from "../../dossier/ancre";
import { Deplacement } from "../../dossier/deplacement/Deplacement";
import { LienVue } from "../../dossier/LienVue";
import { ReleveFrais } from "../../dossier/ReleveFrais";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { ActionsFrais } from "./ActionsFrais";
import { VueDossiers } from "./VueDossiers";

const COLONNES: readonly Colonne<EtatFrais>[] = [
  { cle: "nb_anomalies", titre: "Anomalies", type: "nombre", largeur: 100, epinglee: true },
  { cle: "nom", titre: "Nom", type: "texte", largeur: 140 },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 120 },
  { cle: "jour", titre: "Jour", type: "date", largeur: 105 },
  { cle: "type_mission_libelle", titre: "Mission", type: "texte", largeur: 140 },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  {
    cle: "epreuve_option_libelle",
    titre: "Épreuve-option",
    type: "texte",
    largeur: 190,
    masquee: true,
  },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 190 },
  { cle: "rem_etat", titre: "Rémunération", type: "etat", largeur: 170, choix: ETATS_PART },
  {
    cle: "rem_montant",
    titre: "Montant",
    type: "montant",
    largeur: 110,
    devise: (e) => e.devise,
    filtre: false,
  },
  { cle: "dep_etat", titre: "Déplacement", type: "etat", largeur: 170, choix: ETATS_PART },
  {
    cle: "dep_montant",
    titre: "Montant",
    type: "montant",
    largeur: 110,
    devise: (e) => e.devise,
    filtre: false,
  },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true, masquee: true },
];

/** What is wrong comes first; without a sort asked, the most anomalies lead. */
const charger: Charger<EtatFrais> = (recherche, signal) => {
  const requete = enRequete(recherche);
  return listerEtatsFrais({
    query: { ...requete, tri: requete.tri || "-nb_anomalies,nom,prenom,jour" },
    signal,
  });
};

const VUES = ["etats", "dossiers"];

/** The gestionnaire's control: a list, bulk actions that are tried before they are done, each euro explained. */
export function PageFrais(props: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="À contrôler" cle="etats" ici={vue === "etats"} />{" "}
          <LienVue titre="Dossiers" cle="dossiers" ici={vue === "dossiers"} />
        </nav>
      </TitrePage>
      {vue === "dossiers" ? <VueDossiers {...props} /> : <Etats {...props} />}
    </>
  );
}

function Etats({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<EtatFrais>();
  const peutDeclarer = moi.service.profil !== "gestionnaire_financier";
  return (
    <Partage
      nom="Détail de l’état de frais"
      part={55}
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
          selectionnable
          actions={(selection, n) => <ActionsFrais selection={selection} nombre={n} />}
          vide={<p>Aucun état de frais : ils naissent avec les convocations officielles.</p>}
        />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.id}
            nom="Détail"
            onglets={[
              {
                cle: "releve",
                titre: `${ligne.prenom} ${ligne.nom}`,
                contenu: () => (
                  <>
                    <ReleveFrais id={ligne.id} />
                    <ActionsFrais selection={{ mode: "lignes", ids: [ligne.id] }} nombre={1} />
                    <p className="fr-mt-2w">
                      <a
                        className="fr-link fr-link--sm"
                        href={`/api/v1/releves-frais/pdf?intervenant=${ligne.intervenant}`}
                        download
                      >
                        Relevé de la personne (PDF)
                      </a>
                    </p>
                  </>
                ),
              },
              ...(peutDeclarer
                ? [
                    {
                      cle: "declarer",
                      titre: "Déclarer pour elle",
                      contenu: () => <Deplacement id={ligne.id} pourAutrui />,
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <p>Choisissez une ligne.</p>
        )
      }
    />
  );
}
