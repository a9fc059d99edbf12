import { describe, expect, test } from "vitest";
import { commande, type Position } from "./clavier";

const taille = { nbLignes: 50, nbColonnes: 6 };
const ICI = { ligne: 2, colonne: 1 };
const TITRE = { ligne: 0, colonne: 1 };

const touche = (nom: string) => {
  const parties = nom.split("+");
  const key = parties.at(-1) === "Espace" ? " " : (parties.at(-1) ?? "");
  return { key, ctrl: parties.includes("Ctrl"), shift: parties.includes("Maj"), alt: parties.includes("Alt") };
};
const aller = (ligne: number, colonne: number) => ({ type: "aller", vers: { ligne, colonne } });
const etendre = (ligne: number, colonne: number) => ({ type: "etendre", vers: { ligne, colonne } });

describe("se déplacer", () => {
  test.each<[string, Position, unknown]>([
    ["ArrowRight", { ligne: 3, colonne: 2 }, aller(3, 3)],
    ["ArrowRight", { ligne: 3, colonne: 5 }, aller(3, 5)],
    ["ArrowLeft", { ligne: 3, colonne: 2 }, aller(3, 1)],
    ["ArrowLeft", { ligne: 3, colonne: 0 }, aller(3, 0)],
    ["ArrowUp", { ligne: 1, colonne: 0 }, aller(0, 0)],
    ["ArrowUp", TITRE, aller(0, 1)],
    ["ArrowDown", TITRE, aller(1, 1)],
    ["ArrowDown", { ligne: 50, colonne: 0 }, aller(50, 0)],
    ["Home", { ligne: 4, colonne: 4 }, aller(4, 0)],
    ["Home", { ligne: 0, colonne: 4 }, aller(0, 0)],
    ["End", { ligne: 4, colonne: 1 }, aller(4, 5)],
    ["Ctrl+Home", { ligne: 4, colonne: 4 }, aller(0, 0)],
    ["Ctrl+End", { ligne: 4, colonne: 4 }, aller(50, 5)],
    ["PageDown", { ligne: 3, colonne: 1 }, aller(13, 1)],
    ["PageDown", { ligne: 45, colonne: 1 }, aller(50, 1)],
    ["PageDown", TITRE, aller(10, 1)],
    ["PageUp", { ligne: 16, colonne: 1 }, aller(6, 1)],
    ["PageUp", { ligne: 6, colonne: 1 }, aller(1, 1)],
    ["PageUp", TITRE, aller(0, 1)],
  ])("%s en %o", (nom, ici, attendu) => {
    expect(commande(touche(nom), ici, taille)).toEqual(attendu);
  });

  test.each(["ArrowDown", "PageDown", "Ctrl+End", "ArrowUp"])("%s reste dans les titres d’une liste vide", (nom) => {
    expect(commande(touche(nom), { ligne: 0, colonne: 0 }, { nbLignes: 0, nbColonnes: 1 })).toEqual(aller(0, 0));
  });
});

describe("sur un titre", () => {
  test.each<[string, unknown]>([
    ["Enter", { type: "trier", ajouter: false }],
    ["Maj+Enter", { type: "trier", ajouter: true }],
    ["Maj+ArrowRight", { type: "largeur", sens: 1 }],
    ["Maj+ArrowLeft", { type: "largeur", sens: -1 }],
    ["Alt+ArrowDown", { type: "menuColonne" }],
    ["ContextMenu", { type: "menuColonne" }],
    ["Maj+F10", { type: "menuColonne" }],
    ["Espace", { type: "selectionner" }],
    ["Ctrl+a", { type: "toutSelectionner" }],
    ["Maj+ArrowDown", undefined],
    ["Maj+Espace", undefined],
    ["Ctrl+Espace", undefined],
    ["F2", undefined],
    ["Alt+Enter", undefined],
  ])("%s", (nom, attendu) => {
    expect(commande(touche(nom), TITRE, taille)).toEqual(attendu);
  });
});

describe("dans le corps", () => {
  test.each<[string, unknown]>([
    ["Enter", { type: "ouvrir" }],
    ["F2", { type: "entrer" }],
    ["Espace", { type: "selectionner" }],
    ["Maj+Espace", { type: "plageLigne" }],
    ["Ctrl+Espace", { type: "plageColonne" }],
    ["Maj+ArrowDown", etendre(3, 1)],
    ["Maj+ArrowUp", etendre(1, 1)],
    ["Maj+ArrowRight", etendre(2, 2)],
    ["Maj+ArrowLeft", etendre(2, 0)],
    ["Ctrl+a", { type: "toutSelectionner" }],
    ["Ctrl+A", { type: "toutSelectionner" }],
    ["Ctrl+c", { type: "copier" }],
    ["ContextMenu", { type: "menuCellule" }],
    ["Maj+F10", { type: "menuCellule" }],
    ["Escape", { type: "abandonner" }],
    ["Alt+PageDown", { type: "page", sens: 1 }],
    ["Alt+PageUp", { type: "page", sens: -1 }],
  ])("%s", (nom, attendu) => {
    expect(commande(touche(nom), ICI, taille)).toEqual(attendu);
  });

  test("une plage n’avale jamais les titres", () => {
    expect(commande(touche("Maj+ArrowUp"), { ligne: 1, colonne: 3 }, taille)).toEqual(etendre(1, 3));
  });

  // What follows belongs to the browser or to the page.
  test.each(["Tab", "Maj+Tab", "x", "Ctrl+ArrowRight", "Alt+ArrowLeft", "Alt+ArrowDown", "Alt+Home", "Ctrl+Alt+PageDown", "Ctrl+Maj+c", "Ctrl+Enter", "Maj+Home", "F6", "Ctrl+k", "?"])(
    "%s n’est pas à la grille",
    (nom) => {
      expect(commande(touche(nom), ICI, taille)).toBeUndefined();
    },
  );
});

test("aucune touche ne mène hors du tableau", () => {
  const modes = ["", "Maj+", "Ctrl+"];
  const touches = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"];
  for (const petit of [{ nbLignes: 0, nbColonnes: 1 }, { nbLignes: 1, nbColonnes: 3 }, { nbLignes: 12, nbColonnes: 2 }]) {
    for (let ligne = 0; ligne <= petit.nbLignes; ligne += 1) {
      for (let colonne = 0; colonne < petit.nbColonnes; colonne += 1) {
        for (const nom of modes.flatMap((m) => touches.map((t) => m + t))) {
          const c = commande(touche(nom), { ligne, colonne }, petit);
          if (c?.type === "aller" || c?.type === "etendre") {
            expect(c.vers.ligne, nom).toBeGreaterThanOrEqual(c.type === "etendre" ? 1 : 0);
            expect(c.vers.ligne, nom).toBeLessThanOrEqual(petit.nbLignes);
            expect(c.vers.colonne, nom).toBeGreaterThanOrEqual(0);
            expect(c.vers.colonne, nom).toBeLessThan(petit.nbColonnes);
          }
        }
      }
    }
  }
});
