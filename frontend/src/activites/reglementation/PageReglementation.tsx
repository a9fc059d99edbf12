import { useState, type KeyboardEvent } from "react";
import type { SessionEpreuve } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { ChoixSession, useSessionAdresse } from "../../dossier/ChoixSession";
import { Historique } from "../../dossier/Historique";
import { avecSession } from "../../dossier/sessions";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { Ajouter } from "./Ajouter";
import { useChoisir } from "./choisir";
import { charger, COLONNES } from "./colonnes";
import { EnMasse } from "./EnMasse";
import { FicheEpreuve } from "./FicheEpreuve";

/** What a session examines, and which épreuves give rise to missions: key O for yes, N for no, or the whole selection. */
export function PageReglementation({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const choix = useSessionAdresse(adresse);
  const [choisi, choisir] = useAncre(["fiche", "historique"]);
  const [ligne, setLigne] = useState<SessionEpreuve>();
  const [nouvelle, setNouvelle] = useState<string>();
  const [ajouter, setAjouter] = useState(false);
  const decision = useChoisir();
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  const { session } = choix;
  const touche = (e: KeyboardEvent) => {
    const donneLieu = { o: true, n: false }[e.key.toLowerCase()];
    const saisie = e.target instanceof HTMLElement && e.target.closest("input, select, textarea, dialog, [role=menu]");
    if (gestion && ligne && donneLieu !== undefined && !saisie && !e.ctrlKey && !e.altKey && !e.metaKey) {
      e.preventDefault();
      if (ligne.donne_lieu !== donneLieu && !decision.isPending) {
        decision.mutate({ selection: { mode: "lignes", ids: [ligne.id] }, donneLieu });
      }
    }
  };
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <ChoixSession {...choix} />
        {gestion && session ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setAjouter(true)}>
            Ajouter une épreuve
          </button>
        ) : null}
      </TitrePage>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the grid, which is focusable */}
      <div style={{ display: "contents" }} onKeyDown={touche}>
        <Partage
          nom="Détail de l’épreuve"
          part={60}
          liste={
            <Grille
              titre={activite.libelle}
              ressource="session-epreuves"
              utilisateur={moi.service.id}
              colonnes={COLONNES}
              charger={charger}
              {...adresse}
              dire={ecrire}
              onLigne={setLigne}
              nouvelle={nouvelle}
              selectionnable={gestion}
              actions={(selection) => <EnMasse selection={selection} />}
              vide={<p>Aucune épreuve dans cette session. Le premier échange OCEAN apporte la réglementation ; « Ajouter une épreuve » en saisit une.</p>}
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
                  { cle: "fiche", titre: ligne.libelle, contenu: () => <FicheEpreuve key={ligne.version_epreuve} epreuve={ligne} modifiable={gestion} /> },
                  ...(gestion ? [{ cle: "historique", titre: "Historique", contenu: () => <Historique objet="epreuve_option" id={ligne.epreuve_option} /> }] : []),
                ]}
              />
            ) : (
              <p>Choisissez une ligne.</p>
            )
          }
        />
      </div>
      {ajouter && session ? (
        <Ajouter
          session={session}
          onCree={(e) => {
            setAjouter(false);
            setNouvelle(e.id);
            adresse.setRecherche({ filtre: `${avecSession("", session.code)};id==${e.id}`, q: undefined, page: undefined }, "pousser");
          }}
          onFermer={() => setAjouter(false)}
        />
      ) : null}
    </>
  );
}
