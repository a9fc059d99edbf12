import { queryOptions, type QueryKey } from "@tanstack/react-query";
import type { Recherche } from "./recherche";
import type { LigneGrille, Page } from "./types";

export type Charger<T> = (recherche: Recherche, signal: AbortSignal) => Promise<Page<T>>;

/** Invalidating `cleListe("affectations")` refreshes every page of the list that is on screen. */
export function cleListe(ressource: string): QueryKey {
  return ["liste", ressource];
}

/** Shared with a route's loader, so that rows are asked for while the page's code is still on its way. */
export function requeteListe<T extends LigneGrille>(ressource: string, recherche: Recherche, charger: Charger<T>) {
  return queryOptions({
    queryKey: [...cleListe(ressource), recherche],
    queryFn: ({ signal }) => charger(recherche, signal),
  });
}
