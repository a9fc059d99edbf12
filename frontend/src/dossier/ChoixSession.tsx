import { useEffect, useId, useRef } from "react";
import type { Session } from "../api/genere";
import type { ModeUrl, RechercheUrl } from "../grille/recherche";
import { avecSession, sessionCourante, sessionDuFiltre, useSessions } from "./sessions";

type Adresse = Readonly<{ recherche: RechercheUrl; setRecherche: (r: RechercheUrl, mode: ModeUrl) => void }>;

/** The session of the address; whoever comes without one comes for the one that is worked on. */
export function useSessionAdresse({ recherche, setRecherche }: Adresse): Readonly<{ sessions: readonly Session[]; session: Session | undefined; poser: (code: string) => void }> {
  const { data: sessions = [] } = useSessions();
  const filtre = recherche.filtre ?? "";
  const code = sessionDuFiltre(filtre);
  const courante = sessionCourante(sessions)?.code;
  const arrivee = useRef(filtre === "" && recherche.q === undefined);
  useEffect(() => {
    if (arrivee.current && courante) {
      arrivee.current = false;
      setRecherche({ filtre: avecSession("", courante) }, "remplacer");
    }
  }, [courante, setRecherche]);
  return { sessions, session: sessions.find((s) => s.code === (code ?? courante)), poser: (c) => setRecherche({ filtre: avecSession(filtre, c), page: undefined }, "pousser") };
}

type Props = Readonly<{ sessions: readonly Session[]; session: Session | undefined; poser: (code: string) => void }>;

/** Which session is looked at, beside the title. */
export function ChoixSession({ sessions, session, poser }: Props) {
  const id = useId();
  return sessions.length === 0 ? null : (
    <>
      <label htmlFor={id} className="lecture-seule-ecran">
        Session
      </label>
      <select id={id} className="fr-select" style={{ inlineSize: "auto", margin: 0, padding: "0.25rem 2.25rem 0.25rem 0.75rem" }} value={session?.code ?? ""} onChange={(e) => poser(e.target.value)}>
        {sessions.map((s) => (
          <option key={s.id} value={s.code}>
            {s.code}
          </option>
        ))}
      </select>
    </>
  );
}
