import { useState } from "react";
import type { LigneJournal } from "../../api/genere";
import { listerJournal } from "../../api/genere/sdk.gen";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { Integrite } from "./Integrite";
import { differences, type Difference } from "../../dossier/differences";

const COLONNES: readonly Colonne<LigneJournal>[] = [
  { cle: "le", titre: "Le", type: "instant", largeur: 150 },
  { cle: "qui", titre: "Qui", type: "texte", largeur: 180 },
  { cle: "profil", titre: "Profil", type: "texte", largeur: 130 },
  { cle: "action", titre: "Action", type: "texte", largeur: 160 },
  { cle: "objet", titre: "Objet", type: "texte", largeur: 150 },
  { cle: "pourquoi", titre: "Pourquoi", type: "texte", largeur: 260 },
  { cle: "depuis", titre: "Depuis", type: "texte", largeur: 180 },
  { cle: "objet_id", titre: "Identifiant de l’objet", type: "texte", largeur: 300, masquee: true },
];

const charger: Charger<LigneJournal> = (recherche, signal) => listerJournal({ query: enRequete(recherche), signal });

const CHANGEMENTS: readonly ColonneSimple<Difference>[] = [
  { titre: "Champ", valeur: (d) => d.champ },
  { titre: "Avant", valeur: (d) => d.avant },
  { titre: "Après", valeur: (d) => d.apres },
];

export function PageJournal({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<LigneJournal>();
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <p>
        <Integrite />
      </p>
      <Partage
        nom="Ce qui a changé"
        liste={<Grille titre={activite.libelle} ressource="journal" utilisateur={moi.service.id} colonnes={COLONNES} charger={charger} {...adresse} dire={ecrire} onLigne={setLigne} />}
        detail={
          ligne ? (
            <Onglets
              nom="Détail"
              onglets={[
                {
                  cle: "changements",
                  titre: "Ce qui a changé",
                  contenu: () => (
                    <TableSimple titre="Ce qui a changé" colonnes={CHANGEMENTS} lignes={differences(ligne.avant, ligne.apres)} cle={(d) => d.champ} vide="Cette action ne modifie pas de champ." />
                  ),
                },
              ]}
            />
          ) : null
        }
      />
    </>
  );
}
