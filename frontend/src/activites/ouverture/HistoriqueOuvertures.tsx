import { useMemo } from "react";
import type { Campagne, Ouverture } from "../../api/genere";
import { listerCampagnes } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import styles from "./Ouverture.module.css";
import { SERVICES } from "./periode";

const charger: Charger<Campagne> = (recherche, signal) =>
  listerCampagnes({ query: enRequete(recherche), signal });

const CHOIX_SERVICES: readonly Choix[] = Object.entries(SERVICES).map(([valeur, libelle]) => ({
  valeur,
  libelle,
}));

/** Every decision, the latest first. */
export function HistoriqueOuvertures({
  utilisateur,
  activites,
}: Readonly<{ utilisateur: string; activites: readonly Ouverture[] }>) {
  const adresse = useAdresse();
  const colonnes = useMemo((): readonly Colonne<Campagne>[] => {
    const libelle = (c: Campagne) =>
      activites.find((o) => o.service === c.service && o.activite === c.activite)?.libelle ??
      c.activite;
    return [
      { cle: "cree_le", titre: "Décidé le", type: "instant", largeur: 150 },
      { cle: "decide_par", titre: "Par", type: "texte", largeur: 180 },
      { cle: "service", titre: "Service", type: "choix", largeur: 150, choix: CHOIX_SERVICES },
      {
        cle: "activite",
        titre: "Activité",
        type: "texte",
        largeur: 260,
        valeur: libelle,
        filtre: false,
      },
      { cle: "examen", titre: "Examen", type: "texte", largeur: 110 },
      { cle: "suit", titre: "Suit le général", type: "booleen", largeur: 130 },
      { cle: "ouverte", titre: "Ouverte", type: "booleen", largeur: 100 },
      { cle: "debut", titre: "À partir du", type: "instant", largeur: 150 },
      { cle: "fin", titre: "Fermée à partir du", type: "instant", largeur: 150 },
      { cle: "message", titre: "Message", type: "texte", largeur: 320 },
    ];
  }, [activites]);
  return (
    <div className={styles["grille"]}>
      <Grille
        titre="Historique des ouvertures"
        ressource="campagnes"
        utilisateur={utilisateur}
        colonnes={colonnes}
        charger={charger}
        {...adresse}
        dire={ecrire}
      />
    </div>
  );
}
