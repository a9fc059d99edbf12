import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { CommuneLimitrophe } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { Champ } from "../../ui/Champ";
import { Onglets } from "../../ui/Onglets";
import { Fiche } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { chargerPaires, COLONNES_PAIRES, ORIGINES_PAIRE } from "./colonnes";
import styles from "./Communes.module.css";
import { useDeclarer } from "./declarer";

/** Every pair, from the file or from somebody's hand: to check, to export. */
export function VuePaires({ moi }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<CommuneLimitrophe>();
  return (
    <Partage
      nom="Détail de la paire"
      part={60}
      liste={
        <Grille
          titre="Paires de communes limitrophes"
          ressource="communes-limitrophes"
          utilisateur={moi.service.id}
          colonnes={COLONNES_PAIRES}
          charger={chargerPaires}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          selectionnable
          vide={<p>Aucune paire. Déclarez-les commune par commune, ou déposez le fichier des communes limitrophes dans « Échanges ».</p>}
        />
      }
      detail={
        ligne ? (
          <Onglets key={ligne.id} nom="Détail" onglets={[{ cle: "paire", titre: `${ligne.nom_a} – ${ligne.nom_b}`, contenu: () => <Paire paire={ligne} /> }]} />
        ) : (
          <p>Choisissez une ligne.</p>
        )
      }
    />
  );
}

function Paire({ paire: p }: Readonly<{ paire: CommuneLimitrophe }>) {
  const { decider, enCours, erreur } = useDeclarer();
  const [motif, setMotif] = useState("");
  const declarer = () => decider({ a: { code_insee: p.insee_a, nom: p.nom_a }, b: { code_insee: p.insee_b, nom: p.nom_b }, declaree: !p.declaree, motif });
  return (
    <div className={styles["liste"]}>
      <Fiche
        champs={[
          ["Limitrophes", p.declaree ? "Oui" : "Non"],
          ["Origine", ORIGINES_PAIRE.find((o) => o.valeur === p.origine)?.libelle],
          ["Motif", p.motif],
          ["Modifiée le", p.maj_le ? instant(p.maj_le) : undefined],
        ]}
      />
      {erreur ? (
        <p className="fr-error-text" role="alert">
          {probleme(erreur).detail}
        </p>
      ) : null}
      <div className={styles["autre"]}>
        <Champ nom="Motif de la décision (facultatif)" valeur={motif} onChange={setMotif} max={200} />
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-disabled={enCours.length > 0} onClick={() => (enCours.length > 0 ? undefined : declarer())}>
          {p.declaree ? "Retirer cette paire" : "Déclarer cette paire"}
        </button>
      </div>
    </div>
  );
}
