export type Touche = Readonly<{ key: string; ctrl: boolean; shift: boolean; alt: boolean }>;

/** Row 0 is the header; the body starts at 1. `nbLignes` counts body rows only. */
export type Position = Readonly<{ ligne: number; colonne: number }>;
export type Taille = Readonly<{ nbLignes: number; nbColonnes: number }>;

export type Commande =
  | Readonly<{ type: "aller"; vers: Position }>
  | Readonly<{ type: "etendre"; vers: Position }>
  | Readonly<{ type: "trier"; ajouter: boolean }>
  | Readonly<{ type: "largeur"; sens: -1 | 1 }>
  | Readonly<{ type: "page"; sens: -1 | 1 }>
  | Readonly<{
      type:
        | "menuColonne"
        | "menuCellule"
        | "ouvrir"
        | "entrer"
        | "selectionner"
        | "plageLigne"
        | "plageColonne"
        | "toutSelectionner"
        | "copier"
        | "abandonner";
    }>;

const SAUT = 10;

function borner(n: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, n));
}

function deplacement(t: Touche, p: Position, { nbLignes, nbColonnes }: Taille): Position | undefined {
  const dernier = nbColonnes - 1;
  switch (t.key) {
    case "ArrowLeft":
      return { ...p, colonne: borner(p.colonne - 1, 0, dernier) };
    case "ArrowRight":
      return { ...p, colonne: borner(p.colonne + 1, 0, dernier) };
    case "ArrowUp":
      return { ...p, ligne: borner(p.ligne - 1, 0, nbLignes) };
    case "ArrowDown":
      return { ...p, ligne: borner(p.ligne + 1, 0, nbLignes) };
    case "Home":
      return { ligne: t.ctrl ? 0 : p.ligne, colonne: 0 };
    case "End":
      return { ligne: t.ctrl ? nbLignes : p.ligne, colonne: dernier };
    case "PageUp":
      // Ten rows up stop at the first row; the header is one more arrow away.
      return { ...p, ligne: borner(p.ligne - SAUT, Math.min(1, p.ligne), nbLignes) };
    case "PageDown":
      return { ...p, ligne: borner(p.ligne + SAUT, 0, nbLignes) };
    default:
      return undefined;
  }
}

function enTete(t: Touche): Commande | undefined {
  if (t.alt) {
    return t.key === "ArrowDown" ? { type: "menuColonne" } : undefined;
  }
  if (t.key === "Enter") {
    return { type: "trier", ajouter: t.shift };
  }
  if (t.shift && !t.ctrl && (t.key === "ArrowLeft" || t.key === "ArrowRight")) {
    return { type: "largeur", sens: t.key === "ArrowLeft" ? -1 : 1 };
  }
  if (t.key === "ContextMenu" || (t.shift && t.key === "F10")) {
    return { type: "menuColonne" };
  }
  return t.key === " " && !t.ctrl && !t.shift ? { type: "selectionner" } : undefined;
}

function corps(t: Touche, p: Position, taille: Taille): Commande | undefined {
  if (t.key === "ContextMenu" || (t.shift && t.key === "F10")) {
    return { type: "menuCellule" };
  }
  if (t.key === " ") {
    return { type: t.ctrl ? "plageColonne" : t.shift ? "plageLigne" : "selectionner" };
  }
  if (t.key === "Enter" && !t.ctrl && !t.shift) {
    return { type: "ouvrir" };
  }
  if (t.key === "F2") {
    return { type: "entrer" };
  }
  if (t.shift && !t.ctrl) {
    const vers = t.key.startsWith("Arrow") ? deplacement(t, p, taille) : undefined;
    // A range lives in the body: it never swallows the header.
    return vers && { type: "etendre", vers: { ...vers, ligne: Math.max(1, vers.ligne) } };
  }
  return undefined;
}

function partout(t: Touche): Commande | undefined {
  if (t.alt) {
    const sens = t.key === "PageUp" ? -1 : t.key === "PageDown" ? 1 : 0;
    return sens === 0 || t.ctrl || t.shift ? undefined : { type: "page", sens };
  }
  if (t.ctrl && !t.shift && t.key.toLowerCase() === "a") {
    return { type: "toutSelectionner" };
  }
  if (t.ctrl && !t.shift && t.key.toLowerCase() === "c") {
    return { type: "copier" };
  }
  return t.key === "Escape" ? { type: "abandonner" } : undefined;
}

/** The APG grid map. Nothing returned: the key is the browser's or the page's. */
export function commande(t: Touche, p: Position, taille: Taille): Commande | undefined {
  const particuliere = partout(t) ?? (p.ligne === 0 ? enTete(t) : t.alt ? undefined : corps(t, p, taille));
  if (particuliere || t.alt || t.shift) {
    return particuliere;
  }
  const avecCtrl = t.key === "Home" || t.key === "End";
  const vers = t.ctrl && !avecCtrl ? undefined : deplacement(t, p, taille);
  return vers && { type: "aller", vers };
}
