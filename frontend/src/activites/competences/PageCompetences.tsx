import { useState } from "react";
import type { Competence } from "../../api/genere";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { Enseignements } from "../../dossier/Enseignements";
import { Rattachements } from "../../dossier/Rattachements";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Avis } from "./Avis";
import { charger, COLONNES, COLONNES_GESTION } from "./colonnes";

/** The teacher's « Saisie des compétences », and the same list for those who see several people. */
export function PageCompetences({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Competence>();
  const [onglet, choisir] = useAncre(["rattachements", "enseignements", "avis"]);
  const seul = moi.service.profil === "intervenant";
  const intervenant = seul ? moi.intervenant : ligne?.intervenant;
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Détail de la compétence"
        liste={
          <Grille
            titre={activite.libelle}
            ressource="competences"
            utilisateur={moi.service.id}
            colonnes={seul ? COLONNES : COLONNES_GESTION}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable={!seul}
            vide={<p>Aucune compétence n’est enregistrée{seul ? " à votre nom" : ""}. Elles se calculent à partir des enseignements.</p>}
          />
        }
        detail={
          <Onglets
            nom="Détail"
            choisi={onglet}
            onChoisir={choisir}
            onglets={[
              { cle: "rattachements", titre: "Établissements de rattachement", contenu: () => (intervenant ? <Rattachements intervenant={intervenant} /> : null) },
              { cle: "enseignements", titre: "Enseignements", contenu: () => (intervenant ? <Enseignements intervenant={intervenant} /> : null) },
              { cle: "avis", titre: "Avis et auteurs", contenu: () => (ligne ? <Avis key={ligne.id} competence={ligne} profil={moi.service.profil} nom={moi.personne} /> : <p>Choisissez une ligne.</p>) },
            ]}
          />
        }
      />
    </>
  );
}
