import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { bouton, cellule, colonneLue, entree, entrer, menuOuvert, monterPleine, ou, touches } from "./banc";
import type { Selection } from "./selection";

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

const choisies = () => [...document.querySelectorAll('tbody tr[aria-selected="true"]')].map((tr) => tr.querySelector('[data-colonne="0"]')?.textContent);
const plage = () => [...document.querySelectorAll('[data-plage="true"]')].map((td) => td.textContent);
const barre = () => document.querySelector("[class*=selection][role=status] span")?.textContent.replaceAll(/\s/g, " ");
const caseDe = (ligne: number) => page.getByRole("checkbox", { name: `Sélectionner la ligne ${ligne}`, exact: true });
const presse = () => vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();

describe("les lignes cochées", () => {
  test("Espace coche et décoche la ligne", async () => {
    await monterPleine();
    entrer(2, 1);
    await touches(" ");
    expect(choisies()).toEqual(["NOM 02"]);
    expect(barre()).toBe("1 ligne sélectionnée");
    await touches("{ArrowDown} ");
    expect(choisies()).toEqual(["NOM 02", "NOM 03"]);
    await touches(" ");
    expect(choisies()).toEqual(["NOM 02"]);
    expect(ou()).toBe("3,1");
  });

  test("Maj+clic étend depuis la dernière cochée, dans les deux sens", async () => {
    await monterPleine();
    await caseDe(5).click();
    await caseDe(8).click({ modifiers: ["Shift"] });
    expect(choisies()).toEqual(["NOM 05", "NOM 06", "NOM 07", "NOM 08"]);
    await caseDe(3).click({ modifiers: ["Shift"] });
    expect(choisies()).toHaveLength(6);
    await caseDe(6).click();
    expect(choisies()).not.toContain("NOM 06");
  });

  test("Maj+clic ne part pas d’une autre page", async () => {
    await monterPleine();
    await caseDe(10).click();
    await bouton("Page suivante").click();
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 21");
    await caseDe(23).click({ modifiers: ["Shift"] });
    expect(choisies()).toEqual(["NOM 23"]);
    expect(barre()).toBe("2 lignes sélectionnées, dont 1 hors de cette page");
  });

  test("Ctrl+A prend la page, puis tout le filtre, moins quelques lignes", async () => {
    const actions = vi.fn<(s: Selection, n: number) => null>(() => null);
    await monterPleine({ actions });
    entrer(4, 0);
    await touches("{Control>}a{/Control}");
    expect(choisies()).toHaveLength(20);
    expect(barre()).toBe("20 lignes sélectionnées");
    await bouton("Sélectionner les 60 lignes du filtre").click();
    expect(barre()).toBe("Toutes les lignes du filtre sélectionnées (60 lignes)");
    entrer(4, 0);
    await touches(" ");
    expect(barre()).toBe("Lignes du filtre sélectionnées, sauf 1 (59 lignes)");
    expect(actions).toHaveBeenLastCalledWith({ mode: "filtre", filtre: "", saufIds: ["p4"] }, 59);
    await bouton("Page suivante").click();
    await expect.poll(() => choisies()[0]).toBe("NOM 21");
    expect(choisies()).toHaveLength(20);
    await bouton("Tout désélectionner").click();
    expect(choisies()).toEqual([]);
    expect(barre()).toBeUndefined();
  });

  test("une sélection par filtre tombe avec son filtre", async () => {
    await monterPleine();
    entrer(1, 0);
    await touches("{Control>}a{/Control}");
    await bouton("Sélectionner les 60 lignes du filtre").click();
    await page.getByRole("searchbox").fill("NOM 1");
    await touches("{Enter}");
    await expect.poll(() => colonneLue(0)).toHaveLength(10);
    expect(barre()).toBeUndefined();
  });

  test("Espace sur un titre, et la case du titre, prennent ou rendent la page", async () => {
    await monterPleine();
    entrer(0, 1);
    await touches(" ");
    expect(choisies()).toHaveLength(20);
    await page.getByRole("checkbox", { name: "Sélectionner toutes les lignes de la page" }).click();
    expect(choisies()).toEqual([]);
  });

  test("une liste qui ne se coche pas n’a ni case, ni Ctrl+A, ni export de la sélection", async () => {
    await monterPleine({ selectionnable: false });
    entrer(1, 0);
    await touches(" {Control>}a{/Control}");
    expect(document.querySelector("[type=checkbox], [aria-selected], [class*=selection][role=status]")).toBeNull();
    await bouton("Exporter").click();
    expect([...(menuOuvert()?.querySelectorAll("button") ?? [])].map((b) => b.textContent)).toEqual(["Tout le filtre, pour tableur (XLSX)", "Tout le filtre, en CSV"]);
  });
});

describe("une plage de cellules", () => {
  test("Maj+flèches l’étend, Ctrl+C la copie en colonnes", async () => {
    const ecrit = presse();
    const { dire } = await monterPleine();
    entrer(2, 0);
    await touches("{Shift>}{ArrowDown}{ArrowDown}{ArrowRight}{/Shift}");
    expect(plage()).toEqual(["NOM 02", "Prénom 59", "NOM 03", "Prénom 58", "NOM 04", "Prénom 57"]);
    expect(ou()).toBe("4,1");
    await touches("{Control>}c{/Control}");
    expect(ecrit).toHaveBeenCalledExactlyOnceWith("NOM 02\tPrénom 59\nNOM 03\tPrénom 58\nNOM 04\tPrénom 57");
    await expect.poll(() => dire.mock.lastCall?.[0]).toBe("6 cellules copiées.");
  });

  test("repasse par son point de départ, et n’entre pas dans les titres", async () => {
    await monterPleine();
    entrer(2, 1);
    await touches("{Shift>}{ArrowDown}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}");
    expect(plage()).toEqual(["Prénom 60", "Prénom 59"]);
    expect(ou()).toBe("1,1");
  });

  test("Échap ou une flèche l’oublie ; sans plage, Ctrl+C copie la cellule", async () => {
    const ecrit = presse();
    await monterPleine();
    entrer(2, 0);
    await touches("{Shift>}{ArrowDown}{/Shift}{Escape}");
    expect(plage()).toEqual([]);
    await touches("{Shift>}{ArrowDown}{/Shift}{ArrowRight}");
    expect(plage()).toEqual([]);
    await touches("{Control>}c{/Control}");
    expect(ecrit).toHaveBeenLastCalledWith(colonneLue(1)[3]);
  });

  test("Maj+Espace prend la ligne, Ctrl+Espace la colonne", async () => {
    await monterPleine();
    entrer(3, 2);
    await touches("{Shift>} {/Shift}");
    expect(plage()).toHaveLength(5);
    await touches("{Control>} {/Control}");
    expect(plage()).toEqual(colonneLue(2));
    expect(choisies()).toEqual([]);
  });

  test("Maj+clic l’étend depuis la cellule active", async () => {
    await monterPleine();
    await userEvent.click(cellule(2, 0));
    await userEvent.click(cellule(4, 1), { modifiers: ["Shift"] });
    expect(plage()).toHaveLength(6);
    await userEvent.click(cellule(3, 1), { modifiers: ["Shift"] });
    expect(plage()).toHaveLength(4);
    expect(ou()).toBe("3,1");
    expect(window.getSelection()?.toString()).toBe("");
    await userEvent.click(cellule(5, 2));
    expect(plage()).toEqual([]);
  });

  test("ne survit pas à la page où elle fut tracée", async () => {
    await monterPleine();
    entrer(2, 0);
    await touches("{Shift>}{ArrowDown}{/Shift}{Alt>}{PageDown}{/Alt}");
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 21");
    expect(plage()).toEqual([]);
  });

  test("un presse-papiers refusé se dit", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("non", "NotAllowedError"));
    const { dire } = await monterPleine();
    entrer(2, 0);
    await touches("{Control>}c{/Control}");
    await expect.poll(() => dire.mock.lastCall).toEqual(["Rien n’est copié : le navigateur refuse l’accès au presse-papiers.", "erreur"]);
  });
});

describe("le menu d’une cellule", () => {
  test("au clic droit, il reste ouvert ; filtrer sur la valeur, puis l’exclure", async () => {
    const { adresse } = await monterPleine();
    await userEvent.click(cellule(2, 3), { button: "right" });
    await expect.poll(() => menuOuvert()?.getAttribute("aria-label")).toBe("Cellule");
    await entree("Filtrer sur cette valeur").click();
    expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ filtre: "ville==Caen" }), "pousser");
    await expect.poll(menuOuvert).toBeNull();
    entrer(2, 4);
    await touches("{Shift>}{F10}{/Shift}");
    await entree("Exclure cette valeur").click();
    expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ filtre: "ville==Caen;etat!=a" }), "pousser");
    await bouton("Retirer le filtre : Ville est égal à « Caen »").click();
    expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ filtre: "etat!=a" }), "pousser");
    expect(page.getByRole("list", { name: "Filtres actifs" }).element().textContent).toContain("État : sauf Actif");
  });

  test("Échap rend le focus à la cellule", async () => {
    await monterPleine();
    entrer(2, 0);
    await touches("{Shift>}{F10}{/Shift}");
    expect(menuOuvert()).not.toBeNull();
    await touches("{Escape}");
    expect(ou()).toBe("2,0");
  });
});
