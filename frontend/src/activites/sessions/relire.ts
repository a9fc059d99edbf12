import type { QueryClient } from "@tanstack/react-query";
import { cleListe } from "../../grille/donnees";

export const cleSituation = (id: string) => ["situation-session", id];

/** After a change of a session: its line, what it holds, its history. */
export function relire(client: QueryClient, id: string): void {
  void client.invalidateQueries({ queryKey: cleListe("sessions") });
  void client.invalidateQueries({ queryKey: cleSituation(id) });
  void client.invalidateQueries({ queryKey: cleListe("historiques") });
}
