import { useQuery } from "@tanstack/react-query";
import type { Session } from "../../api/genere";
import { listerSessions } from "../../api/genere/sdk.gen";

const AUCUNE: readonly Session[] = [];

/** The sessions, the latest first. The one being prepared is where one arrives. */
export function useSessions(): readonly Session[] {
  const lues = useQuery({
    queryKey: ["sessions-des-regles"],
    queryFn: async ({ signal }) => (await listerSessions({ query: { tri: "-code", taille: 50 }, signal })).items,
  });
  return lues.data ?? AUCUNE;
}

export const parDefaut = (sessions: readonly Session[]): string => (sessions.find((s) => s.etat === "preparation" || s.etat === "ouverte") ?? sessions[0])?.code ?? "";
