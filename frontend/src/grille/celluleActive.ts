import { useCallback, useLayoutEffect, useRef, type RefObject } from "react";
import type { Position, Taille } from "./clavier";

function celluleA(table: HTMLTableElement, { ligne, colonne }: Position): HTMLElement | null {
  return table.rows[ligne]?.querySelector<HTMLElement>(`[data-colonne="${colonne}"]`) ?? null;
}

function estMontree(cellule: HTMLElement): boolean {
  return cellule.getClientRects().length > 0;
}

/** Below a tablet, titles and empty cells are not shown: a move goes on past them, or is not made. */
function premiereMontree(table: HTMLTableElement, de: Position, vers: Position): Position | undefined {
  const pas = { ligne: Math.sign(vers.ligne - de.ligne), colonne: Math.sign(vers.colonne - de.colonne) };
  let p = vers;
  let cellule = celluleA(table, p);
  while (cellule && !estMontree(cellule) && (pas.ligne !== 0 || pas.colonne !== 0)) {
    p = { ligne: p.ligne + pas.ligne, colonne: p.colonne + pas.colonne };
    cellule = celluleA(table, p);
  }
  return cellule && estMontree(cellule) ? p : undefined;
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
  const noeud = useRef<HTMLElement>(null);
  const aLeFocus = useRef(false);

  const poser = useCallback(
    (p: Position, prendre: boolean) => {
      const t = table.current;
      const cellule = t && celluleA(t, p);
      if (!t || !cellule || !estMontree(cellule)) {
        return;
      }
      for (const autre of t.querySelectorAll<HTMLElement>('[data-colonne][tabindex="0"]')) {
        autre.tabIndex = -1;
      }
      cellule.tabIndex = 0;
      active.current = p;
      noeud.current = cellule;
      if (prendre) {
        cellule.focus({ preventScroll: true });
        cellule.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    },
    [table],
  );

  // After any change of rows or columns there is still exactly one way in, and whoever was inside still is.
  useLayoutEffect(() => {
    // A column that moved took its cells along; a shorter page dropped some.
    const restee = noeud.current?.isConnected ? positionDe(noeud.current) : undefined;
    const { ligne, colonne } = restee ?? active.current;
    const p = { ligne: Math.min(ligne, taille.nbLignes), colonne: Math.min(colonne, taille.nbColonnes - 1) };
    poser(p, aLeFocus.current && document.activeElement === document.body);
  });

  return {
    active,
    aller: useCallback(
      (p: Position) => {
        const montree = table.current && premiereMontree(table.current, active.current, p);
        if (montree) {
          poser(montree, true);
        }
      },
      [table, poser],
    ),
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
