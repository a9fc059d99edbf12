import { useState } from "react";
import type { Commune } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { charger, COLONNES } from "./colonnes";
import { FicheCommune } from "./FicheCommune";
import { Limitrophes } from "./Limitrophes";

type Props = PropsPage & Readonly<{ onglet: string; onOnglet: (cle: string) => void }>;

export function VueCommunes({ moi, onglet, onOnglet }: Props) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Commune>();
  return (
    <Partage
      nom="Détail de la commune"
      part={40}
      liste={
        <Grille
          titre="Communes"
          ressource="communes"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          selectionnable
          vide={<p>Aucune commune. Déposez le fichier des communes dans « Échanges ».</p>}
        />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.id}
            nom={ligne.nom}
            choisi={onglet}
            onChoisir={onOnglet}
            onglets={[
              { cle: "limitrophes", titre: `Limitrophes de ${ligne.nom}`, contenu: () => <Limitrophes commune={ligne} /> },
              { cle: "fiche", titre: "Fiche", contenu: () => <FicheCommune commune={ligne} /> },
            ]}
          />
        ) : (
          <p>Choisissez une ligne.</p>
        )
      }
    />
  );
}
