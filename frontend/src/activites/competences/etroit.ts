import { useSyncExternalStore } from "react";

const ETROIT = "(max-width: 48em)";

function suivre(prevenir: () => void) {
  const m = window.matchMedia(ETROIT);
  m.addEventListener("change", prevenir);
  return () => m.removeEventListener("change", prevenir);
}

/** True on a telephone: the same width as that below which a grid becomes cards. */
export const useEtroit = (): boolean => useSyncExternalStore(suivre, () => window.matchMedia(ETROIT).matches);
