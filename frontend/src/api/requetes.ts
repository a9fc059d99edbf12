import "./client";
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { lireMoi, lireSante } from "./coquille";
import { probleme } from "./erreur";

export const requetes = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal will be refused again; only a silent network deserves another try.
      retry: (essais, erreur) => probleme(erreur).status === 0 && essais < 2,
    },
  },
});

export const requeteMoi = queryOptions({
  queryKey: ["moi"],
  queryFn: ({ signal }) => lireMoi(signal),
  staleTime: 60_000,
});

export const requeteSante = queryOptions({
  queryKey: ["sante"],
  queryFn: ({ signal }) => lireSante(signal),
  staleTime: Number.POSITIVE_INFINITY,
});
