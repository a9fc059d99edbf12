import type { Voeu } from "../../api/genere";
import { listerVoeux } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { direVoeu, GENRES_VOEU, SENS_VOEU } from "../../dossier/disponible";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";

const COLONNES: readonly Colonne<Voeu>[] = [
  { cle: "intervenant_nom", titre: "Personne", type: "texte", largeur: 220, epinglee: true },
  { cle: "session_code", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "genre", titre: "Vœu", type: "choix", largeur: 190, choix: GENRES_VOEU },
  { cle: "sens", titre: "Sens", type: "choix", largeur: 160, choix: SENS_VOEU },
  {
    cle: "dit",
    titre: "Ce qui est demandé",
    type: "texte",
    largeur: 360,
    valeur: direVoeu,
    tri: false,
    filtre: false,
  },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 260 },
  { cle: "maj_le", titre: "Le", type: "instant", largeur: 150 },
];

const charger: Charger<Voeu> = (recherche, signal) =>
  listerVoeux({ query: enRequete(recherche), signal });

export function VueVoeux({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const adresse = useAdresse();
  return (
    <Grille
      titre="Vœux"
      ressource="voeux"
      utilisateur={utilisateur}
      colonnes={COLONNES}
      charger={charger}
      {...adresse}
      dire={ecrire}
      vide={<p>Aucun vœu n’a été exprimé.</p>}
    />
  );
}
