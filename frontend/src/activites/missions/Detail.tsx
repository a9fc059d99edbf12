import { useQuery } from "@tanstack/react-query";
import type { Mission } from "../../api/genere";
import { lireMission, listerAffectations } from "../../api/genere/sdk.gen";
import { Historique } from "../../dossier/Historique";
import { SousListe } from "../../dossier/SousListe";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import { EtatErreur } from "../../grille/Etats";
import { Onglets } from "../../ui/Onglets";
import { Actions } from "./Actions";
import { Affecter } from "./Affecter";
import { Alertes } from "./Alertes";
import { Besoins } from "./Besoins";
import { Candidats } from "./Candidats";
import { Creneaux } from "./Creneaux";
import { General } from "./General";
import styles from "./Missions.module.css";
import { nomMission } from "./nom";
import { cleMission } from "./relire";

export const ONGLETS = ["general", "creneaux", "candidats", "besoins", "affectations", "affecter", "historique"];

type Props = Readonly<{ mission: Mission; gestion: boolean; onglet: string; onOnglet: (cle: string) => void; montrer: (m: Mission) => void }>;

/** A mission whole, in tabs; what may be done with it is above them. */
export function Detail({ mission, gestion, onglet, onOnglet, montrer }: Props) {
  const lue = useQuery({ queryKey: [...cleMission(mission.id), mission.version], queryFn: ({ signal }) => lireMission({ path: { id: mission.id }, signal }) });
  if (lue.isError) {
    return <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} />;
  }
  if (!lue.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const c = lue.data;
  const m = c.mission;
  const modifiable = gestion && (m.etat === "brouillon" || m.etat === "ouverte");
  // A change made elsewhere starts the form again from what is now true.
  const cle = `${m.id}-${m.version}`;
  return (
    <>
      {gestion ? <Actions mission={m} montrer={montrer} /> : null}
      <Alertes alertes={c.alertes} gestion={gestion} />
      <Onglets
        nom={nomMission(m)}
        choisi={onglet}
        onChoisir={onOnglet}
        onglets={[
          { cle: "general", titre: nomMission(m), contenu: () => <General key={cle} mission={m} modifiable={modifiable} /> },
          { cle: "creneaux", titre: `Créneaux (${c.creneaux.length})`, contenu: () => <Creneaux key={cle} complete={c} modifiable={modifiable} /> },
          { cle: "candidats", titre: "Candidats et origines", contenu: () => <Candidats key={cle} complete={c} modifiable={modifiable} /> },
          { cle: "besoins", titre: "Besoins", contenu: () => <Besoins key={cle} complete={c} modifiable={modifiable} /> },
          { cle: "affectations", titre: `Affectations (${m.affectes})`, contenu: () => <Affectations mission={m.id} /> },
          ...(gestion && m.etat === "ouverte" ? [{ cle: "affecter", titre: "Qui affecter", contenu: () => <Affecter complete={c} /> }] : []),
          ...(gestion ? [{ cle: "historique", titre: "Historique", contenu: () => <Historique objet="mission" id={m.id} /> }] : []),
        ]}
      />
    </>
  );
}

function Affectations({ mission }: Readonly<{ mission: string }>) {
  return (
    <div className={styles["bloc"]}>
      <SousListe
        titre="Affectations"
        ressource="affectations"
        filtre={`mission==${mission}`}
        charger={(query, signal) => listerAffectations({ query, signal })}
        colonnes={[
          { titre: "Nom", valeur: (a) => `${a.nom} ${a.prenom}` },
          { titre: "Établissement", valeur: (a) => a.etablissement_nom },
          { titre: "Discipline", valeur: (a) => a.discipline },
          { titre: "Rôle", valeur: (a) => ROLES.find((r) => r.valeur === a.role)?.libelle },
          { titre: "État", valeur: (a) => ETATS_AFFECTATION.find((e) => e.valeur === a.etat)?.libelle },
        ]}
        vide="Personne n’est affecté à cette mission."
      />
    </div>
  );
}
