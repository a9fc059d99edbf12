import { useSuspenseQuery } from "@tanstack/react-query";
import type { Moi } from "../api/genere";
import { requeteMoi } from "../api/requetes";

/** The person behind the screen; the route has already loaded her. */
export function useMoi(): Moi {
  return useSuspenseQuery(requeteMoi).data;
}
