import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { bouton, cellule, COLONNES, entree, entrer, largeurs, menuOuvert, monter, monterPleine, ou, portes, titres, touches } from "./banc";
import { clePreferences } from "./preferences";

const CLE = clePreferences("u1", "personnes");
const DEPART = [160, 120, 80, 140, 140];

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

const coupee = (e: HTMLElement) => e.scrollWidth > e.clientWidth;
const ici = () => document.activeElement?.textContent.replace(/^✓/, "");
const poignee = (colonne: number) => {
  const trouvee = cellule(0, colonne).querySelector("[class*=poignee]");
  if (!trouvee) {
    throw new Error(`pas de poignée ${colonne}`);
  }
  return trouvee;
};

/** Presses the handle, moves, releases: the events of a real mouse. */
async function glisser(colonne: number, de: number) {
  const p = poignee(colonne).getBoundingClientRect();
  const table = document.querySelector("table");
  const t = table?.getBoundingClientRect();
  if (!table || !t) {
    throw new Error("pas de table");
  }
  await userEvent.dragAndDrop(poignee(colonne), table, {
    sourcePosition: { x: 4, y: 8 },
    targetPosition: { x: p.left + 4 + de - t.left, y: p.top + 8 - t.top },
    steps: 5,
  });
}

describe("la largeur", () => {
  test("au clavier : 16 px par appui, dans les deux sens, et les autres ne bougent pas", async () => {
    await monterPleine();
    expect(largeurs()).toEqual(DEPART);
    entrer(0, 1);
    await touches("{Shift>}{ArrowRight}{/Shift}");
    expect(largeurs()).toEqual([160, 136, 80, 140, 140]);
    await touches("{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}");
    expect(largeurs()).toEqual([160, 104, 80, 140, 140]);
    expect(ou()).toBe("0,1");
  });

  test("au clavier : jamais plus étroite qu’un doigt", async () => {
    await monterPleine();
    entrer(0, 2);
    await touches("{Shift>}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}{/Shift}");
    expect(largeurs()[2]).toBe(48);
  });

  test("à la souris : la colonne seule, et pour la prochaine fois", async () => {
    const { unmount } = await monterPleine();
    await glisser(1, 75);
    expect(largeurs()).toEqual([160, 195, 80, 140, 140]);
    expect(cellule(1, 1).getBoundingClientRect().width).toBe(195);
    await glisser(0, -60);
    expect(largeurs()).toEqual([100, 195, 80, 140, 140]);
    expect(JSON.parse(localStorage.getItem(CLE) ?? "")).toMatchObject({ largeurs: { nom: 100, prenom: 195 } });
    await unmount();
    await monterPleine();
    expect(largeurs()).toEqual([100, 195, 80, 140, 140]);
  });

  test("à la souris : la table la plus large défile, elle n’écrase personne", async () => {
    await monterPleine({ largeur: 400 });
    await glisser(0, 100);
    expect(largeurs()).toEqual([260, 120, 80, 140, 140]);
  });

  test("glisser ne trie pas", async () => {
    const { adresse } = await monterPleine();
    await glisser(0, 40);
    expect(adresse).not.toHaveBeenCalled();
  });

  test("un double clic montre tout le contenu, sans plus", async () => {
    await monterPleine();
    expect(coupee(cellule(1, 3))).toBe(true);
    await userEvent.dblClick(poignee(3), { position: { x: 4, y: 8 } });
    expect(coupee(cellule(1, 3))).toBe(false);
    const large = largeurs()[3] ?? 0;
    expect(large).toBeGreaterThan(200);
    expect(large).toBeLessThan(400);
    await userEvent.dblClick(poignee(2), { position: { x: 4, y: 8 } });
    const nom = cellule(0, 2).querySelector("[class*=nom]");
    expect(nom?.scrollWidth).toBeLessThanOrEqual(nom?.clientWidth ?? 0);
  });

  test("au menu : élargir, rétrécir, ajuster, revenir", async () => {
    await monterPleine();
    for (const [nom, attendue] of [["Élargir", 204], ["Rétrécir", 140]] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one choice after another
      await choisir(3, nom);
      expect(largeurs()[3]).toBe(attendue);
    }
    await choisir(3, "Ajuster au contenu");
    expect(largeurs()[3]).toBeGreaterThan(200);
    await choisir(3, "Largeur d’origine");
    expect(largeurs()).toEqual(DEPART);
    expect(ou()).toBe("0,3");
  });
});

async function choisir(colonne: number, nom: string) {
  entrer(0, colonne);
  await touches("{Alt>}{ArrowDown}{/Alt}");
  await entree(nom).click();
  await expect.poll(menuOuvert).toBeNull();
}

describe("le menu d’une colonne", () => {
  test("Alt+↓ l’ouvre sur sa première entrée, Échap rend le focus au titre", async () => {
    await monterPleine();
    entrer(0, 2);
    await touches("{Alt>}{ArrowDown}{/Alt}");
    expect(menuOuvert()?.getAttribute("aria-label")).toBe("Colonne Âge");
    expect(document.activeElement?.textContent).toContain("Trier par ordre croissant");
    await touches("{Escape}");
    expect(menuOuvert()).toBeNull();
    expect(ou()).toBe("0,2");
    await touches("{ArrowLeft}");
    expect(ou()).toBe("0,1");
  });

  test("se parcourt aux flèches, en rond, et à la première lettre, en rond aussi", async () => {
    await monterPleine();
    entrer(0, 0);
    await touches("{Alt>}{ArrowDown}{/Alt}");
    await touches("{ArrowUp}");
    expect(ici()).toBe("Masquer");
    await touches("{ArrowDown}{ArrowDown}");
    expect(ici()).toBe("Trier par ordre décroissant");
    await touches("{End}");
    expect(ici()).toBe("Masquer");
    await touches("f");
    expect(ici()).toBe("Filtrer…");
    await touches("d");
    expect(ici()).toBe("Déplacer à gauche");
    await touches("d");
    expect(ici()).toBe("Déplacer à droite");
    await touches("d");
    expect(ici()).toBe("Déplacer à gauche");
    await touches("{Control>}f{/Control}");
    expect(ici()).toBe("Déplacer à gauche");
  });

  test("s’ouvre au bouton, et d’une colonne à l’autre", async () => {
    await monterPleine();
    await bouton("Menu de la colonne Nom").click();
    await expect.poll(() => menuOuvert()?.getAttribute("aria-label")).toBe("Colonne Nom");
    await bouton("Menu de la colonne Ville").click({ force: true });
    await expect.poll(() => menuOuvert()?.getAttribute("aria-label")).toBe("Colonne Ville");
    expect(menuOuvert()?.textContent).not.toContain("Trier");
  });

  test("se ferme d’un clic ailleurs", async () => {
    await monterPleine();
    await bouton("Menu de la colonne Nom").click();
    await bouton("après").click();
    await expect.poll(menuOuvert).toBeNull();
  });

  test.each([1366, 900, 770])("celui de la dernière colonne reste dans une fenêtre de %i px", async (fenetre) => {
    await page.viewport(fenetre, 500);
    await monterPleine({ colonnes: COLONNES.map((c) => (c.cle === "ville" ? { ...c, largeur: fenetre - 600 } : c)) });
    entrer(0, 4);
    cellule(0, 4).scrollIntoView({ inline: "end" });
    await touches("{Alt>}{ArrowDown}{/Alt}");
    const m = menuOuvert()?.getBoundingClientRect();
    expect(m?.width).toBeGreaterThan(100);
    expect(m?.left).toBeGreaterThanOrEqual(0);
    expect(m?.top).toBeGreaterThanOrEqual(0);
    expect(m?.right).toBeLessThanOrEqual(window.innerWidth);
    expect(m?.bottom).toBeLessThanOrEqual(window.innerHeight);
    await page.viewport(1366, 768);
  });
});

describe("masquer, déplacer, épingler", () => {
  test("masquer, et le focus prend la place laissée", async () => {
    await monterPleine();
    await choisir(1, "Masquer");
    expect(titres()).toEqual(["Nom", "Âge", "Ville", "État"]);
    await expect.poll(ou).toBe("0,1");
    expect(portes()).toBe(1);
    await choisir(3, "Masquer");
    expect(titres()).toEqual(["Nom", "Âge", "Ville"]);
    await expect.poll(ou).toBe("0,2");
  });

  test("la dernière colonne ne se masque pas", async () => {
    await monterPleine({ colonnes: COLONNES.slice(0, 1) });
    entrer(0, 0);
    await touches("{Alt>}{ArrowDown}{/Alt}");
    await expect.element(entree("Masquer")).toHaveAttribute("aria-disabled", "true");
  });

  test.each([
    [0, "Déplacer à droite", ["Prénom", "Nom", "Âge", "Ville", "État"], "0,1"],
    [1, "Déplacer à gauche", ["Prénom", "Nom", "Âge", "Ville", "État"], "0,0"],
    [0, "Déplacer à gauche", ["Nom", "Prénom", "Âge", "Ville", "État"], "0,0"],
  ] as const)("%i %s : le focus suit sa colonne", async (colonne, nom, attendus, focus) => {
    await monterPleine();
    await choisir(colonne, nom);
    expect(titres()).toEqual(attendus);
    await expect.poll(ou).toBe(focus);
    expect(portes()).toBe(1);
    expect(document.activeElement).toHaveProperty("tabIndex", 0);
  });

  test("épinglée, elle reste en vue quand on défile", async () => {
    await monterPleine({ largeur: 420 });
    await choisir(3, "Épingler à gauche");
    expect(titres()).toEqual(["Ville", "Nom", "Prénom", "Âge", "État"]);
    await expect.poll(ou).toBe("0,0");
    const zone = document.querySelector("[class*=defilement]");
    const place = (ligne: number, colonne: number) => Math.round(cellule(ligne, colonne).getBoundingClientRect().left - (zone?.getBoundingClientRect().left ?? 0));
    const avant = [place(0, 0), place(1, 0)];
    zone?.scrollTo({ left: 200, top: 120 });
    await expect.poll(() => zone?.scrollLeft).toBe(200);
    expect([place(0, 0), place(1, 0)]).toEqual(avant);
    expect(place(1, 1)).toBeLessThan(avant[1] ?? 0);
    const { left, top } = cellule(0, 0).getBoundingClientRect();
    expect(cellule(0, 0).contains(document.elementFromPoint(left + 20, top + 10))).toBe(true);
    await choisir(0, "Épingler à gauche");
    expect(titres()).toEqual(["Nom", "Prénom", "Âge", "Ville", "État"]);
  });

  test("tout se retrouve à la visite suivante, et s’oublie d’un bouton", async () => {
    const { unmount } = await monterPleine();
    await choisir(0, "Masquer");
    await choisir(3, "Épingler à gauche");
    await unmount();
    await monterPleine();
    expect(titres()).toEqual(["État", "Prénom", "Âge", "Ville"]);
    await bouton("Colonnes").click();
    await bouton("Revenir à la présentation d’origine").click();
    expect(titres()).toEqual(["Nom", "Prénom", "Âge", "Ville", "État"]);
  });

  test("le dialogue des colonnes montre, ordonne et serre", async () => {
    await monterPleine();
    const haute = cellule(1, 0).getBoundingClientRect().height;
    await bouton("Colonnes").click();
    await page.getByRole("checkbox", { name: "Prénom", exact: true }).click();
    expect(titres()).toEqual(["Nom", "Âge", "Ville", "État"]);
    await bouton("Monter Ville").click();
    expect(titres()).toEqual(["Nom", "Ville", "Âge", "État"]);
    await page.getByRole("checkbox", { name: "Lignes serrées" }).click();
    expect(cellule(1, 0).getBoundingClientRect().height).toBeLessThan(haute);
    await touches("{Escape}");
    await expect.poll(() => document.activeElement).toBe(bouton("Colonnes").element());
  });
});

test("un autre utilisateur trouve la présentation d’origine", async () => {
  const { unmount } = await monterPleine();
  await choisir(0, "Masquer");
  await unmount();
  await monter({ utilisateur: "u2" });
  await expect.poll(titres).toEqual(["Nom", "Prénom", "Âge", "Ville", "État"]);
});
