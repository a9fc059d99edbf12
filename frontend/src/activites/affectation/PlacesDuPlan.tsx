import { useState } from "react";
import type { PlacePlan, Plan } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import styles from "./Affectation.module.css";
import { chargerPlaces, COLONNES_PLACES } from "./colonnes";
import { Place } from "./Place";

export function PlacesDuPlan({ plan, utilisateur }: Readonly<{ plan: Plan; utilisateur: string }>) {
  const locale = useLocale();
  const [ligne, setLigne] = useState<PlacePlan>();
  const [ouverte, setOuverte] = useState<PlacePlan>();
  return (
    <div className={styles["places"]}>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={!ligne} onClick={() => setOuverte(ligne)}>
          Qui, et pourquoi ?
        </button>
      </div>
      <Grille
        titre={`Places du plan « ${plan.libelle} »`}
        ressource="places-plan"
        utilisateur={utilisateur}
        colonnes={COLONNES_PLACES}
        charger={chargerPlaces}
        perimetre={`plan==${plan.id}`}
        {...locale}
        dire={ecrire}
        onLigne={setLigne}
        onOuvrir={setOuverte}
        vide={<p>Ce plan n’a pas encore de place : il n’est pas calculé.</p>}
      />
      {ouverte ? <Place key={ouverte.id} place={ouverte} modifiable={plan.etat === "propose"} onFermer={() => setOuverte(undefined)} /> : null}
    </div>
  );
}
