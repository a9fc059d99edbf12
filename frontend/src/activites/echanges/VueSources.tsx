import { useState } from "react";
import type { Source } from "../../api/genere";
import { listerSources } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { COLLECTES } from "../../domaine/etats";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { ColonnesSource } from "./ColonnesSource";
import { EtatSource } from "./EtatSource";
import { ReglagesSource } from "./ReglagesSource";

const COLONNES: readonly Colonne<Source>[] = [
  { cle: "libelle", titre: "Source", type: "texte", largeur: 300, tri: false, filtre: false },
  { cle: "collecte", titre: "Arrivée", type: "choix", largeur: 150, choix: COLLECTES },
  { cle: "periodicite_heures", titre: "Attendue toutes les (h)", type: "nombre", largeur: 170 },
  { cle: "dernier_le", titre: "Dernier envoi", type: "instant", largeur: 150, filtre: false },
  { cle: "applique_le", titre: "Dernier appliqué", type: "instant", largeur: 150, filtre: false },
  { cle: "en_retard", titre: "En retard", type: "booleen", largeur: 110 },
  { cle: "collectee_le", titre: "Dernière collecte", type: "instant", largeur: 150 },
  { cle: "collecte_message", titre: "Résultat de la collecte", type: "texte", largeur: 300 },
];

const charger: Charger<Source> = (recherche, signal) => listerSources({ query: enRequete(recherche), signal });

/** Where files come from, how they are read, when they are expected, from what on somebody must look. */
export function VueSources({ moi }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Source>();
  return (
    <Partage
      nom="Réglages de la source"
      part={40}
      liste={
        <Grille titre="Sources" ressource="sources" utilisateur={moi.service.id} colonnes={COLONNES} charger={charger} {...adresse} dire={ecrire} onLigne={setLigne} exportable={false} />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.id}
            nom={ligne.libelle}
            onglets={[
              { cle: "etat", titre: "État", contenu: () => <EtatSource source={ligne} /> },
              { cle: "reglages", titre: "Réglages", contenu: () => <ReglagesSource key={ligne.version} source={ligne} /> },
              ...(ligne.tabulaire ? [{ cle: "colonnes", titre: "Colonnes", contenu: () => <ColonnesSource key={ligne.version} source={ligne} /> }] : []),
            ]}
          />
        ) : (
          <p>Choisissez une source.</p>
        )
      }
    />
  );
}
