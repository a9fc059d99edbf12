import type { QueryClient } from "@tanstack/react-query";
import { cleListe } from "../../grille/donnees";

export const cleMission = (id: string) => ["mission", id];

/** After a change of missions: the lists, the details, the calendar and what the session says of itself. */
export function relire(client: QueryClient): void {
  for (const cle of [cleListe("missions"), cleListe("creneaux"), cleListe("centres"), cleListe("historiques"), cleListe("affectations"), ["mission"], ["calendrier"], ["situation-session"]]) {
    void client.invalidateQueries({ queryKey: cle });
  }
}
