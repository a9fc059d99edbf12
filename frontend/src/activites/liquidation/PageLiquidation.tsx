import { useState } from "react";
import type { Lot } from "../../api/genere";
import { listerLots } from "../../api/genere/sdk/lots.gen";
import { ecrire } from "../../console/journal";
import { useAncre } from "../../dossier/ancre";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { DetailLot } from "./DetailLot";
import { LignesLot } from "./LignesLot";
import { CIBLES, ETATS_LOT } from "./mots";
import { NouveauLot } from "./NouveauLot";
import { ReglagesLiquidation } from "./ReglagesLiquidation";
import { Retours } from "./Retours";

const COLONNES: readonly Colonne<Lot>[] = [
  { cle: "numero", titre: "Lot", type: "nombre", largeur: 80, epinglee: true },
  { cle: "etat", titre: "État", type: "etat", largeur: 150, choix: ETATS_LOT },
  { cle: "cible", titre: "Cible", type: "choix", largeur: 220, choix: CIBLES },
  { cle: "nombre", titre: "Parts", type: "nombre", largeur: 85 },
  { cle: "somme", titre: "Somme", type: "montant", largeur: 120, devise: (l) => l.devise, filtre: false },
  { cle: "acceptes", titre: "Payées", type: "nombre", largeur: 90 },
  { cle: "rejetes", titre: "Rejetées", type: "nombre", largeur: 95 },
  { cle: "ecarts", titre: "Écarts", type: "nombre", largeur: 85 },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "transmis_le", titre: "Transmis le", type: "instant", largeur: 140 },
  { cle: "cree_le", titre: "Créé le", type: "instant", largeur: 140 },
  { cle: "cree_par", titre: "Par", type: "texte", largeur: 160 },
  { cle: "nom_fichier", titre: "Fichier", type: "texte", largeur: 260, masquee: true },
];

const charger: Charger<Lot> = (recherche, signal) => listerLots({ query: enRequete(recherche), signal });

const CLES = ["lot", "parts", "rejets", "ecarts", "retours", "reglages"];

/** Lots from their simulation to their last answer; what was refused or paid otherwise, apart. */
export function PageLiquidation({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [choisi, choisir] = useAncre(CLES);
  const [lot, setLot] = useState<Lot>();
  const [nouveau, setNouveau] = useState(false);
  const [cree, setCree] = useState<string>();
  const utilisateur = moi.service.id;
  const suivre = (l: Lot) => {
    setLot(l);
    setCree(l.id);
    choisir("lot");
  };
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setNouveau(true)}>
          Nouveau lot…
        </button>
      </TitrePage>
      <Partage
        nom="Détail de la liquidation"
        part={50}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="lots"
            utilisateur={utilisateur}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLot}
            nouvelle={cree}
            vide={<p>Aucun lot : « Nouveau lot » dit d’abord ce qu’il prendrait des parts validées.</p>}
          />
        }
        detail={
          <Onglets
            nom="Liquidation"
            choisi={choisi}
            onChoisir={choisir}
            onglets={[
              { cle: "lot", titre: lot ? `Lot n° ${lot.numero}` : "Lot", contenu: () => (lot ? <DetailLot key={lot.id} id={lot.id} moi={moi} /> : <p>Choisissez un lot.</p>) },
              {
                cle: "parts",
                titre: "Ses parts",
                contenu: () => (lot ? <LignesLot key={lot.id} titre={`Parts du lot n° ${lot.numero}`} perimetre={ecrireComparaison("lot", "==", lot.id)} utilisateur={utilisateur} vide="Aucune part." /> : <p>Choisissez un lot.</p>),
              },
              { cle: "rejets", titre: "Rejets à corriger", contenu: () => <LignesLot titre="Rejets à corriger" perimetre="etat==rejete;part_etat=in=(rejete,a_valider)" utilisateur={utilisateur} vide="Aucun rejet à corriger." /> },
              { cle: "ecarts", titre: "Écarts", contenu: () => <LignesLot titre="Écarts de montant" perimetre="ecart==true" utilisateur={utilisateur} vide="Tout ce qui est payé l’est du montant demandé." /> },
              { cle: "retours", titre: "Retours", contenu: () => <Retours utilisateur={utilisateur} /> },
              { cle: "reglages", titre: "Réglages", contenu: () => <ReglagesLiquidation /> },
            ]}
          />
        }
      />
      {nouveau ? <NouveauLot onFermer={() => setNouveau(false)} onCree={suivre} /> : null}
    </>
  );
}
