import { useState } from "react";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { ChampChoix } from "../../ui/Champ";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { parDefaut, useSessions } from "./session";
import { VueCalcul } from "./VueCalcul";
import { VueRegles } from "./VueRegles";

/** The rules that draw compétences from what is taught, session by session; then what they would change, and its effect. */
export function PageRegles({ moi, activite }: PropsPage) {
  const [ancre] = useAncre(["regles", "calcul"]);
  const sessions = useSessions();
  const [choisie, setChoisie] = useState("");
  const session = choisie || parDefaut(sessions);
  const calcul = ancre === "calcul";
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <ChampChoix nom="Session" valeur={session} onChange={setChoisie} choix={sessions.map((s) => ({ valeur: s.code, libelle: s.libelle }))} />
        <nav aria-label="Vues">
          <LienVue titre="Règles" cle="regles" ici={!calcul} /> <LienVue titre="Calcul des compétences" cle="calcul" ici={calcul} />
        </nav>
      </TitrePage>
      {session === "" ? (
        <p>Aucune session : préparez-en une d’abord, dans l’activité « Sessions ».</p>
      ) : calcul ? (
        <VueCalcul key={session} session={session} utilisateur={moi.service.id} />
      ) : (
        <VueRegles key={session} session={session} sessions={sessions} utilisateur={moi.service.id} />
      )}
    </>
  );
}
