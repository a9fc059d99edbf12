import { useState } from "react";
import type { Mission } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { ChoixSession, useSessionAdresse } from "../../dossier/ChoixSession";
import { avecSession } from "../../dossier/sessions";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { Calendrier } from "./Calendrier";
import { CarteBesoins } from "./CarteBesoins";
import { charger, COLONNES } from "./colonnes";
import { Creer } from "./Creer";
import { Detail, ONGLETS } from "./Detail";
import { EnMasse } from "./EnMasse";

const VUES = [
  ["general", "Liste"],
  ["calendrier", "Calendrier"],
  ["carte", "Carte"],
] as const;

/** The missions of a session: as a list, as a calendar, on a map. */
export function PageMissions({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const choix = useSessionAdresse(adresse);
  const [ancre, choisir] = useAncre([...ONGLETS, "calendrier", "carte"]);
  const [ligne, setLigne] = useState<Mission>();
  const [nouvelle, setNouvelle] = useState<string>();
  const [creer, setCreer] = useState(false);
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  const { session } = choix;
  const vue = ancre === "calendrier" || ancre === "carte" ? ancre : "general";
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <ChoixSession {...choix} />
        <div role="group" aria-label="Vues">
          {VUES.map(([cle, titre]) => (
            <button key={cle} type="button" className={`fr-btn fr-btn--sm ${vue === cle ? "" : "fr-btn--tertiary"}`} aria-pressed={vue === cle} onClick={() => choisir(cle)}>
              {titre}
            </button>
          ))}
        </div>
        {gestion && session ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setCreer(true)}>
            Créer une mission
          </button>
        ) : null}
      </TitrePage>
      {vue === "calendrier" && session ? <Calendrier key={session.id} session={session} /> : null}
      {vue === "carte" && session ? <CarteBesoins key={session.id} session={session} /> : null}
      {vue === "general" ? (
        <Partage
          nom="Détail de la mission"
          part={45}
          liste={
            <Grille
              titre={activite.libelle}
              ressource="missions"
              utilisateur={moi.service.id}
              colonnes={COLONNES}
              charger={charger}
              {...adresse}
              dire={ecrire}
              onLigne={setLigne}
              nouvelle={nouvelle}
              selectionnable={gestion}
              actions={(selection) => <EnMasse selection={selection} session={session} />}
              vide={<p>Aucune mission. « Créer une mission » en fait une à la main ; « Jurys et commissions » les génère.</p>}
            />
          }
          detail={
            ligne ? <Detail key={ligne.id} mission={ligne} gestion={gestion} onglet={ancre} onOnglet={choisir} montrer={(m) => setNouvelle(m.id)} /> : <p>Choisissez une ligne.</p>
          }
        />
      ) : null}
      {creer && session ? (
        <Creer
          session={session}
          onCree={(m) => {
            setCreer(false);
            setNouvelle(m.id);
            // Alone in the list, whatever the page it would be on; the filter tag says so, and takes it away.
            adresse.setRecherche({ filtre: `${avecSession("", session.code)};id==${m.id}`, q: undefined, page: undefined }, "pousser");
          }}
          onFermer={() => setCreer(false)}
        />
      ) : null}
    </>
  );
}
