import { useState } from "react";
import type { Session } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { Historique } from "../../dossier/Historique";
import { useAncre } from "../../dossier/ancre";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { charger, COLONNES } from "./colonnes";
import { FicheSession } from "./FicheSession";
import { Preparer } from "./Preparer";
import { Situation } from "./Situation";

const CLES = ["situation", "fiche", "historique"];

/** Each session from its preparation to the archives, and what still keeps it from being closed. */
export function PageSessions({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Session>();
  const [nouvelle, setNouvelle] = useState<string>();
  const [prepare, setPrepare] = useState(false);
  const [choisi, choisir] = useAncre(CLES);
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  return (
    <>
      <TitrePage titre={activite.libelle}>
        {gestion ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setPrepare(true)}>
            Préparer une session
          </button>
        ) : null}
      </TitrePage>
      <Partage
        nom="Détail de la session"
        part={40}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="sessions"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            nouvelle={nouvelle}
            vide={<p>Aucune session. « Préparer une session » crée la première.</p>}
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
                { cle: "situation", titre: ligne.libelle, contenu: () => <Situation session={ligne} gestion={gestion} /> },
                { cle: "fiche", titre: "Paramètres", contenu: () => <FicheSession key={ligne.version} session={ligne} gestion={gestion && ligne.etat !== "archivee"} /> },
                ...(gestion ? [{ cle: "historique", titre: "Historique", contenu: () => <Historique objet="session" id={ligne.id} /> }] : []),
              ]}
            />
          ) : (
            <p>Choisissez une ligne.</p>
          )
        }
      />
      {prepare ? (
        <Preparer
          onCree={(s) => {
            setPrepare(false);
            setNouvelle(s.id);
          }}
          onFermer={() => setPrepare(false)}
        />
      ) : null}
    </>
  );
}
