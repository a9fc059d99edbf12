import { useCallback, useLayoutEffect, useRef, type RefObject } from "react";
import type { Position, Taille } from "./clavier";

function celluleA(table: HTMLTableElement, { ligne, colonne }: Position): HTMLElement | null {
  return table.rows[ligne]?.querySelector<HTMLElement>(`[data-colonne="${colonne}"]`) ?? null;
}

export function positionDe(cible: EventTarget | null): Position | undefined {
  const cellule = cible instanceof Element ? cible.closest<HTMLElement>("[data-colonne]") : null;
  const rang = cellule?.closest("tr")?.rowIndex;
  return cellule && rang !== undefined ? { ligne: rang, colonne: Number(cellule.dataset["colonne"]) } : undefined;
}

/**
 * The one cell that Tab enters. It lives in the DOM, not in React: moving from cell to cell draws nothing again.
 */
export function useCelluleActive(table: RefObject<HTMLTableElement | null>, taille: Taille) {
  const active = useRef<Position>({ ligne: 1, colonne: 0 });
  const aLeFocus = useRef(false);

  const poser = useCallback(
    (p: Position, prendre: boolean) => {
      const t = table.current;
      const cellule = t && celluleA(t, p);
      if (!t || !cellule) {
        return;
      }
      for (const autre of t.querySelectorAll<HTMLElement>('[data-colonne][tabindex="0"]')) {
        autre.tabIndex = -1;
      }
      cellule.tabIndex = 0;
      active.current = p;
      if (prendre) {
        cellule.focus({ preventScroll: true });
        cellule.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    },
    [table],
  );

  // After any change of rows or columns there is still exactly one way in, and whoever was inside still is.
  useLayoutEffect(() => {
    const { ligne, colonne } = active.current;
    const p = { ligne: Math.min(ligne, taille.nbLignes), colonne: Math.min(colonne, taille.nbColonnes - 1) };
    poser(p, aLeFocus.current && document.activeElement === document.body);
  });

  return {
    active,
    aller: useCallback((p: Position) => poser(p, true), [poser]),
    surFocus: useCallback(
      (cible: EventTarget | null) => {
        aLeFocus.current = true;
        const p = positionDe(cible);
        if (p) {
          poser(p, false);
        }
      },
      [poser],
    ),
    surPerte: useCallback((vers: EventTarget | null) => {
      // Null also when the focused node was removed: only a real departure counts.
      aLeFocus.current = vers === null && document.hasFocus() && document.activeElement === document.body;
    }, []),
  };
}
