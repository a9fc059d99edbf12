import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { bouton, cellule, colonneLue, COLONNES, entrer, menuOuvert, monterPleine, ou, PERSONNES, portes, repondre, touches, type Personne } from "./banc";

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

describe("une seule porte", () => {
  test("Tab entre sur la dernière cellule, et sort", async () => {
    await monterPleine();
    expect(portes()).toBe(1);
    entrer(3, 2);
    await touches("{Tab}");
    expect(document.activeElement).toBe(bouton("après").element());
    await touches("{Shift>}{Tab}{/Shift}");
    expect(ou()).toBe("3,2");
    await touches("{Shift>}{Tab}{/Shift}");
    expect(document.querySelector("table")?.contains(document.activeElement)).toBe(false);
    expect(portes()).toBe(1);
  });

  test("où que l’on aille, il n’y en a qu’une, et c’est là où l’on est", async () => {
    await monterPleine();
    entrer(1, 0);
    for (const touche of ["{ArrowUp}", "{End}", "{Control>}{End}{/Control}", "{PageUp}", "{Home}", "{Enter}"]) {
      // oxlint-disable-next-line no-await-in-loop -- one key after another
      await touches(touche);
      expect(portes()).toBe(1);
      expect(document.activeElement).toHaveProperty("tabIndex", 0);
    }
  });
});

test("les flèches, Origine et Fin, les pages", async () => {
  await monterPleine();
  entrer(1, 0);
  const suite: readonly (readonly [string, string])[] = [
    ["{ArrowRight}", "1,1"],
    ["{ArrowDown}", "2,1"],
    ["{ArrowLeft}{ArrowLeft}{ArrowLeft}", "2,0"],
    ["{End}", "2,4"],
    ["{ArrowRight}", "2,4"],
    ["{Home}", "2,0"],
    ["{PageDown}", "12,0"],
    ["{PageDown}", "20,0"],
    ["{PageUp}{PageUp}{PageUp}", "1,0"],
    ["{ArrowUp}{ArrowUp}", "0,0"],
    ["{ArrowRight}{ArrowDown}", "1,1"],
    ["{Control>}{End}{/Control}", "20,4"],
    ["{Control>}{Home}{/Control}", "0,0"],
  ];
  for (const [touche, attendu] of suite) {
    // oxlint-disable-next-line no-await-in-loop -- one key after another
    await touches(touche);
    expect(ou(), touche).toBe(attendu);
  }
});

test("la cellule atteinte se voit toute, sous les titres et à droite des cases", async () => {
  await monterPleine({ largeur: 360 });
  entrer(1, 0);
  await touches("{Control>}{End}{/Control}{PageUp}{Home}{ArrowUp}");
  const zone = document.querySelector("[class*=defilement]")?.getBoundingClientRect();
  const ici = document.activeElement?.getBoundingClientRect();
  const titre = cellule(0, 0).getBoundingClientRect();
  const cases = document.querySelector("tbody [class*=case]")?.getBoundingClientRect();
  expect(ici?.top).toBeGreaterThanOrEqual(Math.floor(titre.bottom));
  expect(ici?.left).toBeGreaterThanOrEqual(Math.floor(cases?.right ?? 0));
  expect(ici?.right).toBeLessThanOrEqual(Math.ceil(zone?.right ?? 0));
});

describe("le tri", () => {
  test("Entrée sur un titre trie, Maj+Entrée ajoute, et le focus reste", async () => {
    const { dire } = await monterPleine();
    entrer(0, 1);
    await touches("{Enter}");
    await expect.poll(() => colonneLue(1)[0]).toBe("Prénom 1");
    expect(cellule(0, 1).getAttribute("aria-sort")).toBe("ascending");
    expect(dire).toHaveBeenLastCalledWith("Trié par Prénom, croissant, 60 lignes");
    await touches("{Enter}");
    await expect.poll(() => colonneLue(1)[0]).toBe("Prénom 60");
    await touches("{ArrowRight}{Shift>}{Enter}{/Shift}");
    await expect.poll(() => cellule(0, 2).getAttribute("aria-sort")).toBe("ascending");
    expect(cellule(0, 1).getAttribute("aria-sort")).toBe("descending");
    expect([cellule(0, 1).textContent, cellule(0, 2).textContent].map((t) => t.replace(/\W*$/, "").slice(-1))).toEqual(["1", "2"]);
    await expect.poll(() => dire.mock.lastCall?.[0]).toBe("Trié par Prénom, décroissant, puis Âge, croissant, 60 lignes");
    expect(ou()).toBe("0,2");
  });

  test("une colonne que le serveur ne trie pas ne se trie pas", async () => {
    const { adresse } = await monterPleine();
    entrer(0, 3);
    await touches("{Enter}");
    await bouton("Ville").click({ force: true });
    expect(adresse).not.toHaveBeenCalled();
  });
});

describe("la page suivante au clavier", () => {
  test("garde le focus à sa place", async () => {
    await monterPleine();
    entrer(7, 2);
    await touches("{Alt>}{PageDown}{/Alt}");
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 21");
    expect(ou()).toBe("7,2");
    await touches("{Alt>}{PageUp}{/Alt}");
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 01");
    expect(ou()).toBe("7,2");
  });

  test("le garde aussi quand elle a moins de lignes", async () => {
    await monterPleine({ depart: { taille: 50 } });
    entrer(45, 2);
    await touches("{Alt>}{PageDown}{/Alt}");
    await expect.poll(() => colonneLue(0).length).toBe(10);
    expect(ou()).toBe("10,2");
    expect(portes()).toBe(1);
  });

  test("s’arrête à la dernière, sans écrire d’adresse pour rien", async () => {
    const { adresse } = await monterPleine({ depart: { taille: 20, page: 3 } });
    entrer(1, 0);
    await touches("{Alt>}{PageDown}{/Alt}");
    expect(adresse).not.toHaveBeenCalled();
  });

  test("avance encore quand le serveur a cessé de compter, comme le bouton", async () => {
    const { adresse } = await monterPleine({ charger: (r) => Promise.resolve({ ...repondre(PERSONNES, { ...r, page: 1 }), page: r.page, total: 20, total_exact: false }) });
    entrer(1, 0);
    await touches("{Alt>}{PageDown}{/Alt}");
    expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ page: 2 }), "pousser");
  });
});

test("Entrée ouvre la ligne ; le détail suit le clavier quand il se repose", async () => {
  const onLigne = vi.fn<(l: Personne | undefined) => void>();
  const onOuvrir = vi.fn<(l: Personne) => void>();
  await monterPleine({ onLigne, onOuvrir });
  expect(onLigne).toHaveBeenLastCalledWith(PERSONNES[0]);
  entrer(1, 0);
  await touches("{ArrowDown}{ArrowDown}{ArrowDown}");
  await expect.poll(() => onLigne.mock.lastCall?.[0]).toBe(PERSONNES[3]);
  expect(onLigne).not.toHaveBeenCalledWith(PERSONNES[1]);
  await touches("{ArrowDown}{Enter}");
  expect(onOuvrir).toHaveBeenCalledExactlyOnceWith(PERSONNES[4]);
});

test("F2 entre dans la cellule, Échap en sort", async () => {
  const [premiere, ...autres] = COLONNES;
  const lien = { ...premiere, rendu: (l: Personne) => <a href={`#${l.id}`}>{l.nom}</a> } as (typeof COLONNES)[number];
  await monterPleine({ colonnes: [lien, ...autres] });
  entrer(2, 0);
  await touches("{F2}");
  expect(document.activeElement?.tagName).toBe("A");
  await touches("{Escape}");
  expect(ou()).toBe("2,0");
});

test("se déplacer au clavier ne redessine aucune ligne ; s’y reposer en redessine deux", async () => {
  const rendu = vi.fn<(l: Personne) => string>((l) => l.nom);
  await monterPleine({ colonnes: COLONNES.map((c) => (c.cle === "nom" ? { ...c, rendu } : c)) });
  entrer(1, 1);
  await expect.element(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
  rendu.mockClear();
  await touches("{ArrowRight}{ArrowLeft}{Home}{End}{ArrowUp}{ArrowLeft}{ArrowDown}");
  expect(rendu).not.toHaveBeenCalled();
  await touches("{ArrowDown}{ArrowDown}");
  expect(rendu).not.toHaveBeenCalled();
  await expect.poll(() => rendu.mock.calls.length).toBe(2);
});

test("les listes de choix et les champs gardent leurs touches", async () => {
  await monterPleine();
  await page.getByRole("checkbox", { name: "Sélectionner toutes les lignes de la page" }).click();
  await expect.poll(() => document.querySelectorAll('tr[aria-selected="true"]').length).toBe(20);
  await touches(" ");
  await expect.poll(() => document.querySelectorAll('tr[aria-selected="true"]').length).toBe(0);
  expect(menuOuvert()).toBeNull();
});
