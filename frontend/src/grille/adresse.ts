import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { ModeUrl, RechercheUrl } from "./recherche";

/** The state of a list inside a detail: the address belongs to the main list. */
export function useLocale() {
  const [recherche, setLocale] = useState<RechercheUrl>({});
  const setRecherche = useCallback((nouvelle: RechercheUrl) => setLocale((avant) => ({ ...avant, ...nouvelle })), []);
  return { recherche, setRecherche };
}

/** The state of the list of the current route, and how to change it. */
export function useAdresse() {
  const recherche: RechercheUrl = useSearch({ strict: false });
  const naviguer = useNavigate();
  const setRecherche = useCallback(
    (nouvelle: RechercheUrl, mode: ModeUrl) => {
      void naviguer({ to: ".", search: (avant: object) => ({ ...avant, ...nouvelle }), hash: true, replace: mode === "remplacer", resetScroll: false });
    },
    [naviguer],
  );
  return { recherche, setRecherche };
}
