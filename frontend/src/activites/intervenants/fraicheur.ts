import type { QueryClient } from "@tanstack/react-query";
import type { Intervenant } from "../../api/genere";
import { cleListe } from "../../grille/donnees";
import type { Page } from "../../grille/types";

/** After a change: the list shows it at once, then asks again; the history has one more line. */
export function actualiser(client: QueryClient, nouveau?: Intervenant): void {
  if (nouveau) {
    client.setQueriesData<Page<Intervenant>>(
      { queryKey: cleListe("intervenants") },
      (page) => page && { ...page, items: page.items.map((i) => (i.id === nouveau.id ? nouveau : i)) },
    );
  }
  void client.invalidateQueries({ queryKey: cleListe("intervenants") });
  void client.invalidateQueries({ queryKey: cleListe("historiques") });
}
