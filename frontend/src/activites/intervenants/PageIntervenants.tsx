import { useState } from "react";
import type { Intervenant } from "../../api/genere";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { Affectations } from "../../dossier/Affectations";
import { Competences } from "../../dossier/Competences";
import { Enseignements } from "../../dossier/Enseignements";
import { Rattachements } from "../../dossier/Rattachements";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { charger, COLONNES } from "./colonnes";
import { FicheIntervenant } from "./FicheIntervenant";

/** The vivier, for the gestionnaire; its own staff, for an établissement. */
export function PageIntervenants({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Intervenant>();
  const modifiable = moi.service.profil === "gestionnaire" || moi.service.profil === "administrateur";
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Détail de l’intervenant"
        liste={
          <Grille
            titre={activite.libelle}
            ressource="intervenants"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable
            vide={<p>Aucun intervenant. Déposez un fichier STS-WEB dans « Échanges ».</p>}
          />
        }
        detail={ligne ? <Detail key={ligne.id} intervenant={ligne} modifiable={modifiable} /> : <p>Choisissez une ligne.</p>}
      />
    </>
  );
}

function Detail({ intervenant, modifiable }: Readonly<{ intervenant: Intervenant; modifiable: boolean }>) {
  const { id } = intervenant;
  return (
    <Onglets
      nom={`${intervenant.nom} ${intervenant.prenom}`}
      onglets={[
        { cle: "fiche", titre: `${intervenant.nom} ${intervenant.prenom}`, contenu: () => <FicheIntervenant intervenant={intervenant} modifiable={modifiable} /> },
        { cle: "rattachements", titre: "Rattachements", contenu: () => <Rattachements intervenant={id} /> },
        { cle: "enseignements", titre: "Enseignements", contenu: () => <Enseignements intervenant={id} /> },
        { cle: "competences", titre: "Compétences", contenu: () => <Competences intervenant={id} /> },
        { cle: "affectations", titre: "Affectations", contenu: () => <Affectations intervenant={id} /> },
      ]}
    />
  );
}
