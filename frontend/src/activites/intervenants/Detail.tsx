import { useState, type ReactNode } from "react";
import type { Intervenant, Moi } from "../../api/genere";
import { Affectations } from "../../dossier/Affectations";
import { useAncre } from "../../dossier/ancre";
import { Charge } from "../../dossier/Charge";
import { Competences } from "../../dossier/Competences";
import { Enseignements } from "../../dossier/Enseignements";
import { Historique } from "../../dossier/Historique";
import { MissionsPossibles } from "../../dossier/MissionsPossibles";
import { Rattachements } from "../../dossier/Rattachements";
import { Suppleances } from "../../dossier/Suppleances";
import { ETATS_INTERVENANT } from "../../domaine/etats";
import { Onglets } from "../../ui/Onglets";
import type { Brouillon } from "./brouillon";
import { Dossier } from "./Dossier";
import { Frais } from "./Frais";
import { Identite } from "./Identite";
import { Indisponibilites } from "./Indisponibilites";
import styles from "./Intervenants.module.css";
import { ongletsDe, peutModifier, type OngletIntervenant } from "./onglets";
import { Supprimer } from "./Supprimer";

type Props = Readonly<{ intervenant: Intervenant; profil: Moi["service"]["profil"]; brouillon: Brouillon | undefined; setBrouillon: (b: Brouillon | undefined) => void }>;

/** Everything known of one person, in tabs. */
export function Detail({ intervenant: i, profil, brouillon, setBrouillon }: Props) {
  const permis = ongletsDe(profil);
  const modifiable = peutModifier(profil);
  const [choisi, choisir] = useAncre(permis);
  const [supprime, setSupprime] = useState(false);
  const onglets: Readonly<Record<OngletIntervenant, readonly [titre: string, contenu: () => ReactNode]>> = {
    identite: ["Identité", () => <Identite intervenant={i} modifiable={modifiable} brouillon={brouillon} setBrouillon={setBrouillon} />],
    rattachements: ["Rattachements", () => <Rattachements intervenant={i.id} />],
    enseignements: [
      "Enseignements",
      () => (
        <div className={styles["bloc"]}>
          <Enseignements intervenant={i.id} />
          {modifiable ? (
            <>
              <h3>Suppléances</h3>
              <Suppleances intervenant={i.id} />
            </>
          ) : null}
        </div>
      ),
    ],
    competences: ["Compétences", () => <Competences intervenant={i.id} />],
    indisponibilites: ["Indisponibilités", () => <Indisponibilites intervenant={i} />],
    missions: [
      "Missions",
      () => (
        <div className={styles["bloc"]}>
          <Affectations intervenant={i.id} />
          {modifiable ? <MissionsPossibles intervenant={i.id} /> : null}
        </div>
      ),
    ],
    charge: ["Charge", () => <Charge intervenant={i.id} />],
    frais: ["Frais", () => <Frais />],
    dossier: ["Dossier", () => <Dossier intervenant={i} />],
    historique: ["Historique", () => <Historique objet="intervenant" id={i.id} />],
  };
  const etat = ETATS_INTERVENANT.find((e) => e.valeur === i.etat);
  return (
    <div className={styles["detail"]}>
      <header className={styles["entete"]}>
        <h2>
          {i.nom} {i.prenom}
        </h2>
        {i.numero === undefined ? null : <span>n° {i.numero}</span>}
        {i.etat === "actif" ? null : <span className="fr-badge fr-badge--sm fr-badge--warning">{etat?.libelle}</span>}
        {brouillon ? <span className="fr-badge fr-badge--sm fr-badge--new">Saisie non enregistrée</span> : null}
        {modifiable && i.origine === "SAISI" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setSupprime(true)}>
            Supprimer
          </button>
        ) : null}
      </header>
      <Onglets nom={`${i.nom} ${i.prenom}`} choisi={choisi} onChoisir={choisir} onglets={permis.map((cle) => ({ cle, titre: onglets[cle][0], contenu: onglets[cle][1] }))} />
      {supprime ? <Supprimer intervenant={i} onFermer={() => setSupprime(false)} /> : null}
    </div>
  );
}
