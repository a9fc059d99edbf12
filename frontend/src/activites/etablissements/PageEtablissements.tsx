import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Etablissement } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { Personnels } from "../../dossier/Personnels";
import { useAdresse } from "../../grille/adresse";
import { requeteListe } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { completer } from "../../grille/recherche";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { CarteEtablissements } from "./CarteEtablissements";
import { charger, COLONNES } from "./colonnes";
import { FicheEtablissement } from "./FicheEtablissement";

const CLES = ["fiche", "personnels", "carte"];
const AUCUN: readonly Etablissement[] = [];

export function PageEtablissements({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const recherche = useMemo(() => completer(adresse.recherche), [adresse.recherche]);
  // The page that the grid shows, from the same cache: the map asks for nothing.
  const page = useQuery({ ...requeteListe("etablissements", recherche, charger), placeholderData: keepPreviousData });
  const [ligne, setLigne] = useState<Etablissement>();
  const [choisi, choisir] = useAncre(CLES);
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Établissements" cle="fiche" ici /> <LienVue titre="Centres de la session" cle="centres" ici={false} />
        </nav>
      </TitrePage>
      <Partage
        nom="Détail de l’établissement"
        part={50}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="etablissements"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable
            vide={<p>Aucun établissement. Déposez le fichier officiel dans « Échanges ».</p>}
          />
        }
        detail={
          ligne ? (
            <Onglets
              key={ligne.id}
              nom={ligne.nom}
              choisi={choisi}
              onChoisir={choisir}
              onglets={[
                { cle: "fiche", titre: ligne.nom, contenu: () => <FicheEtablissement etablissement={ligne} /> },
                { cle: "personnels", titre: "Personnels", contenu: () => <Personnels uai={ligne.uai} /> },
                { cle: "carte", titre: "Carte", contenu: () => <CarteEtablissements ici={ligne} page={page.data?.items ?? AUCUN} /> },
              ]}
            />
          ) : (
            <p>Choisissez une ligne.</p>
          )
        }
      />
    </>
  );
}
