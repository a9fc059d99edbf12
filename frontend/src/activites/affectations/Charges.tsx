import { useState } from "react";
import type { Charge as LigneCharge } from "../../api/genere";
import { listerCharges } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Charge } from "../../dossier/Charge";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { Partage } from "../../ui/Partage";

const COLONNES: readonly Colonne<LigneCharge>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 150, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 110 },
  { cle: "session", titre: "Session", type: "texte", largeur: 90, exact: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 200 },
  { cle: "missions", titre: "Missions", type: "nombre", largeur: 90 },
  { cle: "mediane", titre: "Médiane", type: "nombre", largeur: 90 },
  { cle: "ecart", titre: "Écart", type: "nombre", largeur: 80 },
  { cle: "jours", titre: "Jours sur place", type: "nombre", largeur: 120, filtre: false },
  { cle: "copies", titre: "Copies", type: "nombre", largeur: 90 },
  { cle: "passe", titre: "Sessions passées", type: "nombre", largeur: 130, filtre: false },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220, masquee: true },
];

const charger: Charger<LigneCharge> = (recherche, signal) => listerCharges({ query: enRequete(recherche), signal });

/** Who bears what, beside the median of the discipline. */
export function Charges({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<LigneCharge>();
  return (
    <Partage
      nom="Charge de la personne"
      liste={
        <Grille
          titre="Charges"
          ressource="charges"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Personne n’a encore de mission.</p>}
        />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.intervenant}
            nom="Charge"
            onglets={[{ cle: "charge", titre: `${ligne.nom} ${ligne.prenom}`, contenu: () => <Charge intervenant={ligne.intervenant} /> }]}
          />
        ) : (
          <p>Choisissez une ligne.</p>
        )
      }
    />
  );
}
