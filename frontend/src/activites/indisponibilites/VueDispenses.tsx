import { useState } from "react";
import type { Dispense } from "../../api/genere";
import { listerDispenses } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { AVIS_DISPENSE, ETATS_DISPENSE } from "../../dossier/disponible";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Partage } from "../../ui/Partage";
import { Decider } from "./Decider";

const COLONNES: readonly Colonne<Dispense>[] = [
  { cle: "intervenant_nom", titre: "Personne", type: "texte", largeur: 220, epinglee: true },
  { cle: "uai", titre: "Établissement", type: "texte", largeur: 120 },
  { cle: "session_code", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 110 },
  { cle: "debut", titre: "Du", type: "date", largeur: 110 },
  { cle: "fin", titre: "Au", type: "date", largeur: 110 },
  { cle: "etat", titre: "État", type: "etat", largeur: 120, choix: ETATS_DISPENSE },
  { cle: "demandee_le", titre: "Demandée le", type: "instant", largeur: 150 },
  { cle: "imprevu", titre: "Hors délai", type: "booleen", largeur: 110 },
  { cle: "justificatif", titre: "Justificatif", type: "booleen", largeur: 110 },
  { cle: "avis", titre: "Avis", type: "choix", largeur: 170, choix: AVIS_DISPENSE },
  { cle: "avis_avant", titre: "Avis attendu avant le", type: "instant", largeur: 170 },
  { cle: "decision_le", titre: "Décision le", type: "instant", largeur: 150 },
  { cle: "decision_par", titre: "Par", type: "texte", largeur: 160 },
];

const charger: Charger<Dispense> = (recherche, signal) =>
  listerDispenses({ query: enRequete(recherche), signal });

/** The motives are not in the list: they are read one at a time, and each reading is written in the journal. */
export function VueDispenses({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Dispense>();
  return (
    <Partage
      nom="La demande choisie"
      part={55}
      liste={
        <Grille
          titre="Demandes de dispense"
          ressource="dispenses"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune demande de dispense.</p>}
        />
      }
      detail={
        ligne ? (
          <Decider key={`${ligne.id} ${ligne.version}`} dispense={ligne} />
        ) : (
          <p>Choisissez une ligne.</p>
        )
      }
    />
  );
}
