import { useQuery } from "@tanstack/react-query";
import type { Session } from "../../api/genere";
import { listerSessions } from "../../api/genere/sdk.gen";

const AUCUNE: readonly Session[] = [];

/** The sessions for which people may still be called. */
export function useSessions(): readonly Session[] {
  const lues = useQuery({
    queryKey: ["sessions-a-affecter"],
    queryFn: async ({ signal }) => (await listerSessions({ query: { tri: "-code", taille: 50, filtre: "etat=in=(ouverte,preparation)" }, signal })).items,
  });
  return lues.data ?? AUCUNE;
}
