export const LARGEUR_MIN = 48;
export const LARGEUR_MAX = 900;
/** One key press or one menu choice. */
export const PAS = 16;
/** A mouse user choosing « Élargir » wants to see it. */
export const PAS_MENU = 64;

export function borner(largeur: number): number {
  return Math.round(Math.min(LARGEUR_MAX, Math.max(LARGEUR_MIN, largeur)));
}

/** The CSS variable that carries a column's width: one write moves the header, the cells and the pinned offsets. */
export function variable(cle: string): string {
  return `--l-${cle.replace(/[^\w-]/g, "_")}`;
}

/** Sticky offset of a pinned column: the selection column and every pinned column before it. */
export function decalage(precedentes: readonly string[]): string {
  return `calc(${["var(--l-selection, 0px)", ...precedentes.map((cle) => `var(${variable(cle)})`)].join(" + ")})`;
}
