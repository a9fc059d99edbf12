import type { QueryClient } from "@tanstack/react-query";
import { cleListe } from "../../grille/donnees";

/** After a change of centres: their list, their details, and the missions that are held there. */
export function relire(client: QueryClient): void {
  for (const cle of [cleListe("centres"), cleListe("missions"), cleListe("historiques"), ["centre"], ["mission"], ["proposes"], ["situation-session"], cleListe("sessions")]) {
    void client.invalidateQueries({ queryKey: cle });
  }
}
