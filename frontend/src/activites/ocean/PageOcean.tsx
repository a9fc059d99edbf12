import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Session } from "../../api/genere";
import { listerSessions } from "../../api/genere/sdk.gen";
import { ETATS_SESSION } from "../../domaine/etats";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { ChampChoix } from "../../ui/Champ";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Ocean.module.css";
import { VueAlertes } from "./VueAlertes";
import { VueCoherence } from "./VueCoherence";
import { VueEchanges } from "./VueEchanges";
import { VueGeneration } from "./VueGeneration";
import { VueRegles } from "./VueRegles";

export type PropsVue = Readonly<{ session: Session; utilisateur: string }>;

const VUES: readonly Readonly<{
  cle: string;
  titre: string;
  contenu: (p: PropsVue) => ReactNode;
}>[] = [
  { cle: "echanges", titre: "Échanges", contenu: (p) => <VueEchanges key={p.session.id} {...p} /> },
  {
    cle: "generation",
    titre: "Génération",
    contenu: (p) => <VueGeneration key={p.session.id} {...p} />,
  },
  { cle: "regles", titre: "Règles", contenu: (p) => <VueRegles key={p.session.id} {...p} /> },
  { cle: "alertes", titre: "Alertes", contenu: (p) => <VueAlertes key={p.session.id} {...p} /> },
  {
    cle: "coherence",
    titre: "Cohérence",
    contenu: (p) => <VueCoherence key={p.session.id} {...p} />,
  },
];

/** From what OCEAN says of a session to its missions: exchanges, generation, what changed under people, what does not hold. */
export function PageOcean({ moi, activite }: PropsPage) {
  const sessions = useQuery({
    queryKey: [...cleListe("sessions"), "choix"],
    queryFn: ({ signal }) => listerSessions({ query: { tri: "-code", taille: 50 }, signal }),
  });
  const [choisie, choisir] = useState<string>();
  const [vue] = useAncre(VUES.map((v) => v.cle));
  const toutes = sessions.data?.items ?? [];
  const session =
    toutes.find((s) => s.id === choisie) ??
    toutes.find((s) => s.etat === "preparation" || s.etat === "ouverte") ??
    toutes[0];
  const ici = VUES.find((v) => v.cle === vue) ?? VUES[0];
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues" className={styles["vues"]}>
          {VUES.map((v) => (
            <LienVue key={v.cle} titre={v.titre} cle={v.cle} ici={v.cle === ici?.cle} />
          ))}
        </nav>
      </TitrePage>
      {sessions.isError ? (
        <EtatErreur erreur={sessions.error} reessayer={() => void sessions.refetch()} />
      ) : null}
      {sessions.isPending ? <p aria-busy="true">Chargement…</p> : null}
      {session ? (
        <div className={styles["session"]}>
          <ChampChoix
            nom="Session"
            valeur={session.id}
            onChange={choisir}
            choix={toutes.map((s) => ({
              valeur: s.id,
              libelle: `${s.code} – ${s.libelle} (${ETATS_SESSION.find((e) => e.valeur === s.etat)?.libelle.toLowerCase() ?? s.etat})`,
            }))}
          />
        </div>
      ) : null}
      {session ? ici?.contenu({ session, utilisateur: moi.service.id }) : null}
      {sessions.data && !session ? <p>Aucune session. Préparez-en une dans « Sessions ».</p> : null}
    </>
  );
}
