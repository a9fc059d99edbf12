import { useState } from "react";
import type { Competence } from "../../api/genere";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { Enseignements } from "../../dossier/Enseignements";
import { Rattachements } from "../../dossier/Rattachements";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import type { PropsPage } from "../contexte";
import { Ajouter } from "./Ajouter";
import { Avis } from "./Avis";
import { charger, COLONNES, COLONNES_GESTION } from "./colonnes";
import { EnMasse } from "./EnMasse";
import { Origines } from "./Origines";
import { parle } from "./voix";

type Props = PropsPage & Readonly<{ onglet: string; onOnglet: (cle: string) => void }>;

export const ONGLETS = ["rattachements", "enseignements", "avis", "origines"];

/** The compétences of the people one sees, each with its authors, its reasons and one's own word. */
export function VueCompetences({ moi, activite, onglet, onOnglet }: Props) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Competence>();
  const [ajout, setAjout] = useState(false);
  const [nouvelle, setNouvelle] = useState<string>();
  const seul = moi.service.profil === "intervenant";
  const masse = ["administrateur", "gestionnaire", "inspecteur"].includes(moi.service.profil);
  const intervenant = seul ? moi.intervenant : ligne?.intervenant;
  const vide = <p>Choisissez une ligne.</p>;
  return (
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
          nouvelle={nouvelle}
          selectionnable={!seul}
          {...(masse ? { actions: (selection) => <EnMasse selection={selection} /> } : {})}
          vide={<p>Aucune compétence n’est enregistrée{seul ? " à votre nom" : ""}. Elles se calculent à partir des enseignements.</p>}
        />
      }
      detail={
        <>
          {intervenant && parle(moi) && !seul ? (
            <div>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setAjout(true)}>
                Déclarer une compétence{ligne?.intervenant_nom ? ` à ${ligne.intervenant_nom}` : ""}
              </button>
            </div>
          ) : null}
          <Onglets
            nom="Détail"
            choisi={onglet}
            onChoisir={onOnglet}
            onglets={[
              { cle: "rattachements", titre: "Établissements de rattachement", contenu: () => (intervenant ? <Rattachements intervenant={intervenant} /> : vide) },
              { cle: "enseignements", titre: "Enseignements", contenu: () => (intervenant ? <Enseignements intervenant={intervenant} /> : vide) },
              { cle: "avis", titre: "Avis et auteurs", contenu: () => (ligne ? <Avis key={ligne.id} competence={ligne} moi={moi} /> : vide) },
              { cle: "origines", titre: "Pourquoi", contenu: () => (ligne ? <Origines key={ligne.id} competence={ligne} /> : vide) },
            ]}
          />
          {ajout && intervenant ? <Ajouter intervenant={intervenant} nom={ligne?.intervenant_nom} onFermer={() => setAjout(false)} onCree={setNouvelle} /> : null}
        </>
      }
    />
  );
}
