import { useQuery } from "@tanstack/react-query";
import type { Session } from "../api/genere";
import { listerSessions } from "../api/genere/sdk.gen";
import { cleListe } from "../grille/donnees";
import { conditions, ecrireComparaison } from "../grille/rsql";

/** The sessions of the académie, the latest first; those of an académie hold in one page. */
export function useSessions() {
  return useQuery({ queryKey: [...cleListe("sessions"), "choix"], queryFn: async ({ signal }) => (await listerSessions({ query: { tri: "-code", taille: 100 }, signal })).items });
}

/** The one that is worked on: open, else in preparation, else the latest. */
export function sessionCourante(sessions: readonly Session[]): Session | undefined {
  return sessions.find((s) => s.etat === "ouverte") ?? sessions.find((s) => s.etat === "preparation") ?? sessions[0];
}

/** The code of the session that a filter holds to, if it holds to one. */
export function sessionDuFiltre(filtre: string): string | undefined {
  const trouvee = conditions(filtre)?.find(({ noeud: n }) => n.genre === "comparaison" && n.colonne === "session" && n.op === "==");
  return trouvee?.noeud.genre === "comparaison" ? trouvee.noeud.valeurs[0] : undefined;
}

/** The same filter, held to another session. */
export function avecSession(filtre: string, code: string): string {
  const autres = (conditions(filtre) ?? []).filter(({ noeud: n }) => n.genre !== "comparaison" || n.colonne !== "session").map((c) => c.mots);
  return [ecrireComparaison("session", "==", code), ...autres.filter((m) => m !== "")].join(";");
}
