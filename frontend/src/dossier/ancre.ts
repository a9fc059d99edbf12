import { useLocation, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";

/**
 * The open tab is in the address, after the #: a link shows the same one, and the next row of the list keeps it.
 * An anchor that is no tab (a skip link uses one too) leaves the tab as it is.
 */
export function useAncre(cles: readonly string[]): readonly [string, (cle: string) => void] {
  const ancre = useLocation({ select: (l) => l.hash });
  const naviguer = useNavigate();
  const [vu, setVu] = useState(() => ({ ancre, cle: cles.includes(ancre) ? ancre : (cles[0] ?? "") }));
  if (ancre !== vu.ancre) {
    setVu({ ancre, cle: cles.includes(ancre) ? ancre : vu.cle });
  }
  const poser = useCallback(
    (cle: string) => {
      // Shown at once: the address follows.
      setVu((v) => ({ ...v, cle }));
      void naviguer({ to: ".", search: true, hash: cle, replace: true, resetScroll: false, hashScrollIntoView: false });
    },
    [naviguer],
  );
  return [vu.cle, poser];
}
