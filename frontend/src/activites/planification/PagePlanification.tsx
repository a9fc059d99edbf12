import { useState } from "react";
import type { Tache } from "../../api/genere";
import { listerTaches } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { FicheTache } from "./FicheTache";

const ETATS: readonly Choix[] = [
  { valeur: "en_attente", libelle: "En attente", ton: "attente" },
  { valeur: "en_cours", libelle: "En cours", ton: "info" },
  { valeur: "terminee", libelle: "Terminée", ton: "succes" },
  { valeur: "echouee", libelle: "En échec", ton: "erreur" },
  { valeur: "annulee", libelle: "Annulée", ton: "neutre" },
];

const COLONNES: readonly Colonne<Tache>[] = [
  { cle: "cree_le", titre: "Demandée le", type: "instant", largeur: 150 },
  { cle: "libelle", titre: "Traitement", type: "texte", largeur: 320 },
  { cle: "etat", titre: "État", type: "etat", largeur: 130, choix: ETATS },
  { cle: "etape", titre: "Étape", type: "texte", largeur: 260 },
  { cle: "cree_par", titre: "Par", type: "texte", largeur: 180 },
  { cle: "debut", titre: "Début", type: "instant", largeur: 150 },
  { cle: "fin", titre: "Fin", type: "instant", largeur: 150 },
  { cle: "message", titre: "Résultat", type: "texte", largeur: 360 },
];

const charger: Charger<Tache> = (recherche, signal) => listerTaches({ query: enRequete(recherche), signal });

/** Everything that the service does behind: what waits, what runs, what ended and how. */
export function PagePlanification({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Tache>();
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Le traitement choisi"
        part={60}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="taches"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            vide={<p>Aucun traitement n’a encore été demandé.</p>}
          />
        }
        detail={ligne ? <FicheTache key={ligne.id} tache={ligne} /> : <p>Choisissez un traitement.</p>}
      />
    </>
  );
}
