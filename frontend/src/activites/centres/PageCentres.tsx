import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Centre } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { ChoixSession, useSessionAdresse } from "../../dossier/ChoixSession";
import { Historique } from "../../dossier/Historique";
import { LienVue } from "../../dossier/LienVue";
import { avecSession } from "../../dossier/sessions";
import { useAdresse } from "../../grille/adresse";
import { requeteListe } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { completer } from "../../grille/recherche";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { CarteCentres } from "./CarteCentres";
import { charger, COLONNES } from "./colonnes";
import { Creer } from "./Creer";
import { FicheCentre } from "./FicheCentre";
import { MissionsCentre } from "./MissionsCentre";

const ANCRES = ["centres", "centre-missions", "centre-carte", "centre-historique"];
const AUCUN: readonly Centre[] = [];

/** The places of a session: what each serves, who runs it, what is held there. */
export function PageCentres({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const choix = useSessionAdresse(adresse);
  const recherche = useMemo(() => completer(adresse.recherche), [adresse.recherche]);
  // The page that the grid shows, from the same cache: the map asks for nothing.
  const page = useQuery({ ...requeteListe("centres", recherche, charger), placeholderData: keepPreviousData });
  const [choisi, choisir] = useAncre(ANCRES);
  const [ligne, setLigne] = useState<Centre>();
  const [nouvelle, setNouvelle] = useState<string>();
  const [creer, setCreer] = useState(false);
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  const { session } = choix;
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Établissements" cle="fiche" ici={false} /> <LienVue titre="Centres de la session" cle="centres" ici />
        </nav>
        <ChoixSession {...choix} />
        {gestion && session ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setCreer(true)}>
            Ajouter un centre
          </button>
        ) : null}
      </TitrePage>
      <Partage
        nom="Détail du centre"
        part={45}
        liste={
          <Grille
            titre="Centres"
            ressource="centres"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            nouvelle={nouvelle}
            selectionnable
            vide={<p>Aucun centre dans cette session. « Ajouter un centre » en fait un d’un établissement ; l’échange OCEAN les apporte tous.</p>}
          />
        }
        detail={
          ligne ? (
            <Onglets
              key={ligne.id}
              nom={ligne.libelle}
              choisi={choisi}
              onChoisir={choisir}
              onglets={[
                { cle: "centres", titre: ligne.libelle, contenu: () => <FicheCentre key={ligne.version} centre={ligne} modifiable={gestion} /> },
                { cle: "centre-missions", titre: `Missions (${ligne.missions})`, contenu: () => <MissionsCentre centre={ligne} /> },
                { cle: "centre-carte", titre: "Carte", contenu: () => <CarteCentres ici={ligne} page={page.data?.items ?? AUCUN} /> },
                ...(gestion ? [{ cle: "centre-historique", titre: "Historique", contenu: () => <Historique objet="centre" id={ligne.id} /> }] : []),
              ]}
            />
          ) : (
            <p>Choisissez une ligne.</p>
          )
        }
      />
      {creer && session ? (
        <Creer
          session={session}
          onCree={(c) => {
            setCreer(false);
            setNouvelle(c.id);
            adresse.setRecherche({ filtre: avecSession("", session.code), q: c.code, page: undefined }, "pousser");
          }}
          onFermer={() => setCreer(false)}
        />
      ) : null}
    </>
  );
}
