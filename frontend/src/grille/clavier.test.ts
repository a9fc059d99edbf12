import { expect, test } from "vitest";
import { commande, type Position } from "./clavier";

const taille = { nbLignes: 50, nbColonnes: 6 };
const touche = (nom: string) => {
  const parties = nom.split("+");
  const key = parties.at(-1) === "Espace" ? " " : (parties.at(-1) ?? "");
  return { key, ctrl: parties.includes("Ctrl"), shift: parties.includes("Maj"), alt: parties.includes("Alt") };
};
const aller = (ligne: number, colonne: number) => ({ type: "aller", vers: { ligne, colonne } });

test.each<[string, Position, unknown]>([
  ["ArrowRight", { ligne: 3, colonne: 2 }, aller(3, 3)],
  ["ArrowRight", { ligne: 3, colonne: 5 }, aller(3, 5)],
  ["ArrowUp", { ligne: 1, colonne: 0 }, aller(0, 0)],
  ["ArrowDown", { ligne: 50, colonne: 0 }, aller(50, 0)],
  ["Home", { ligne: 4, colonne: 4 }, aller(4, 0)],
  ["Ctrl+Home", { ligne: 4, colonne: 4 }, aller(0, 0)],
  ["Ctrl+End", { ligne: 4, colonne: 4 }, aller(50, 5)],
  ["PageDown", { ligne: 45, colonne: 1 }, aller(50, 1)],
  ["PageUp", { ligne: 6, colonne: 1 }, aller(1, 1)],
  ["Enter", { ligne: 0, colonne: 1 }, { type: "trier", ajouter: false }],
  ["Maj+Enter", { ligne: 0, colonne: 1 }, { type: "trier", ajouter: true }],
  ["Maj+ArrowRight", { ligne: 0, colonne: 1 }, { type: "largeur", sens: 1 }],
  ["Maj+ArrowLeft", { ligne: 0, colonne: 1 }, { type: "largeur", sens: -1 }],
  ["Alt+ArrowDown", { ligne: 0, colonne: 1 }, { type: "menuColonne" }],
  ["Enter", { ligne: 2, colonne: 1 }, { type: "ouvrir" }],
  ["Espace", { ligne: 2, colonne: 1 }, { type: "selectionner" }],
  ["Maj+Espace", { ligne: 2, colonne: 1 }, { type: "plageLigne" }],
  ["Ctrl+Espace", { ligne: 2, colonne: 1 }, { type: "plageColonne" }],
  ["Maj+ArrowUp", { ligne: 1, colonne: 1 }, { type: "etendre", vers: { ligne: 1, colonne: 1 } }],
  ["Ctrl+a", { ligne: 2, colonne: 1 }, { type: "toutSelectionner" }],
  ["Ctrl+c", { ligne: 2, colonne: 1 }, { type: "copier" }],
  ["Alt+PageDown", { ligne: 2, colonne: 1 }, { type: "page", sens: 1 }],
  ["Maj+F10", { ligne: 2, colonne: 1 }, { type: "menuCellule" }],
  ["Escape", { ligne: 2, colonne: 1 }, { type: "abandonner" }],
  ["Tab", { ligne: 2, colonne: 1 }, undefined],
  ["x", { ligne: 2, colonne: 1 }, undefined],
  ["Ctrl+ArrowRight", { ligne: 2, colonne: 1 }, undefined],
])("%s en %o", (nom, ici, attendu) => {
  expect(commande(touche(nom), ici, taille)).toEqual(attendu);
});
