import { useEffect, useRef, type KeyboardEvent } from "react";
import styles from "./Menu.module.css";

export type EntreeMenu =
  | "separateur"
  | Readonly<{ libelle: string; action: () => void; coche?: boolean | undefined; inactive?: boolean | undefined }>;

type Props = Readonly<{
  nom: string;
  /** Corner under which the menu opens, in the coordinates of the window. */
  ou: Readonly<{ x: number; y: number }>;
  entrees: readonly EntreeMenu[];
  onFermer: () => void;
}>;

function suivante(e: KeyboardEvent<HTMLElement>): HTMLElement | undefined {
  const boutons = [...e.currentTarget.querySelectorAll<HTMLElement>("button:not([aria-disabled=true])")];
  const ici = boutons.findIndex((b) => b === document.activeElement);
  const vers = { ArrowDown: ici + 1, ArrowUp: ici - 1, Home: 0, End: boutons.length - 1 }[e.key];
  if (vers !== undefined) {
    return boutons[(vers + boutons.length) % boutons.length];
  }
  const lettre = e.key.toLowerCase();
  if (lettre.length !== 1 || e.ctrlKey || e.metaKey || e.altKey) {
    return undefined;
  }
  return [...boutons.slice(ici + 1), ...boutons.slice(0, ici + 1)].find((b) => b.lastChild?.textContent?.toLowerCase().startsWith(lettre));
}

/** A menu over the page. The browser's popover closes it on Escape or on a click elsewhere, and gives the focus back. */
export function Menu({ nom, ou, entrees, onFermer }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const menu = ref.current;
    if (!menu) {
      return;
    }
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(4, Math.min(ou.x, window.innerWidth - width - 4))}px`;
    menu.style.top = `${Math.max(4, Math.min(ou.y, window.innerHeight - height - 4))}px`;
    menu.querySelector<HTMLElement>("button:not([aria-disabled=true])")?.focus();
  }, [ou]);
  return (
    <div
      ref={ref}
      role="menu"
      tabIndex={-1}
      aria-label={nom}
      popover="auto"
      className={styles["menu"]}
      onToggle={(e) => (e.newState === "closed" ? onFermer() : undefined)}
      onKeyDown={(e) => {
        // The grid under the menu has its own keys.
        e.stopPropagation();
        const cible = suivante(e);
        if (cible) {
          e.preventDefault();
          cible.focus();
        } else if (e.key === "Tab") {
          ref.current?.hidePopover();
        }
      }}
    >
      {entrees.map((entree, i) =>
        entree === "separateur" ? (
          // oxlint-disable-next-line react/no-array-index-key -- separators have no name of their own
          <hr key={`s${i}`} className={styles["separateur"]} />
        ) : (
          <button
            key={entree.libelle}
            type="button"
            tabIndex={-1}
            role={entree.coche === undefined ? "menuitem" : "menuitemcheckbox"}
            aria-checked={entree.coche}
            aria-disabled={entree.inactive}
            className={styles["entree"]}
            onClick={() => {
              if (!entree.inactive) {
                ref.current?.hidePopover();
                entree.action();
              }
            }}
          >
            <span aria-hidden="true" className={styles["coche"]}>
              {entree.coche ? "✓" : ""}
            </span>
            {entree.libelle}
          </button>
        ),
      )}
    </div>
  );
}
