import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const grille = (page: Page, nom: string) => page.getByRole("grid", { name: nom });

test("trier, filtrer, chercher : l’adresse garde tout, le retour arrière aussi", async ({ page }) => {
  const vu = surveiller(page);
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants");
  const g = grille(page, "Intervenants");
  await g.getByRole("button", { name: "Nom", exact: true }).click();
  await expect(page).toHaveURL(/tri=nom/);
  await g.getByRole("button", { name: "Prénom", exact: true }).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/tri=nom%2Cprenom|tri=nom,prenom/);
  await expect(g.getByRole("columnheader", { name: /Prénom/ })).toHaveAttribute("aria-sort", "ascending");

  await page.getByRole("searchbox").fill("leclere");
  await expect(g.getByRole("row", { name: /LECLERE/ }).first()).toBeVisible();
  await expect(page).toHaveURL(/q=leclere/);
  const adresse = page.url();
  await page.getByRole("button", { name: /Retirer le filtre/ }).click();
  await expect(page).not.toHaveURL(/q=/);
  await page.goBack();
  await expect(page).toHaveURL(adresse);
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue("leclere");
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("filtrer par le menu d’une colonne, au clavier", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/etablissements-centres");
  const g = grille(page, "Établissements et centres");
  await g.getByRole("gridcell").nth(1).click();
  await page.keyboard.press("Control+Home");
  await expect(g.getByRole("columnheader", { name: /UAI/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("menuitem", { name: "Filtrer…" }).press("Enter");
  await page.getByRole("dialog").getByLabel("Valeur").fill("JULES");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Filtres actifs" })).toContainText("Établissement contient « JULES »");
  await expect(g.getByRole("row")).toHaveCount(2);
});

test("la largeur d’une colonne se tire, se garde, et se règle au clavier", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants");
  const titre = grille(page, "Intervenants").getByRole("columnheader", { name: /^Prénom/ });
  const avant = (await titre.boundingBox())!;
  await page.mouse.move(avant.x + avant.width - 3, avant.y + 16);
  await page.mouse.down();
  await page.mouse.move(avant.x + avant.width + 77, avant.y + 16, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await titre.boundingBox())!.width)).toBe(Math.round(avant.width) + 80);
  await page.reload();
  await expect.poll(async () => Math.round((await titre.boundingBox())!.width)).toBe(Math.round(avant.width) + 80);
  await titre.focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(async () => Math.round((await titre.boundingBox())!.width)).toBe(Math.round(avant.width) + 64);
});

test("sélectionner tout le filtre, puis exporter la sélection", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants?taille=20");
  await page.getByRole("checkbox", { name: "Sélectionner toutes les lignes de la page" }).click();
  await expect(page.getByText("20 lignes sélectionnées")).toBeVisible();
  await page.getByRole("button", { name: /lignes du filtre$/ }).click();
  await expect(page.getByText(/Toutes les lignes du filtre sélectionnées/)).toBeVisible();
  await page.getByRole("button", { name: "Exporter" }).click();
  const [fichier] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Tout le filtre, en CSV" }).click()]);
  const lignes = (await readFile(await fichier.path(), "utf8")).trim().split("\r\n");
  const total = Number((await page.getByText(/Page 1 \//).textContent())!.replaceAll(/[\s  ]/g, "").match(/\((\d+)/)![1]);
  expect(lignes.length).toBe(total + 1);
  expect(lignes[0]).toContain("Nom;Prénom;Fonction");
});

test("deux gestionnaires sur la même fiche : le second voit la version du premier et garde sa saisie", async ({ page, browser }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants?q=leclere%20claire");
  await expect(page.getByLabel("Courriel")).toBeVisible();
  const autre = await (await browser.newContext()).newPage();
  await entrer(autre, "admin.demo", /gestion/);
  await autre.goto("/activites/intervenants?q=leclere%20claire");
  await autre.getByLabel("Téléphone").fill("02 98 00 00 01");
  await autre.getByRole("button", { name: "Enregistrer" }).click();
  await expect(autre.getByRole("log")).toContainText("modifications enregistrées");

  await page.getByLabel("Courriel").fill("claire@exemple.fr");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("alert")).toContainText("02 98 00 00 01");
  await expect(page.getByLabel("Courriel")).toHaveValue("claire@exemple.fr");
  await page.getByRole("button", { name: "Enregistrer ma saisie malgré tout" }).click();
  await expect(page.getByRole("log")).toContainText("modifications enregistrées");
});

test("F6 passe de zone en zone, Ctrl+K ouvre une activité par son nom", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("textbox").fill("etabl");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Établissements et centres");
  await page.locator("#contenu").focus();
  await page.keyboard.press("F6");
  await expect(page.locator("#detail")).toBeFocused();
  await page.keyboard.press("F6");
  await expect(page.locator("#console")).toBeFocused();
});

test("le partage entre liste et détail se déplace au clavier et par boutons", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants");
  const barre = page.getByRole("separator", { name: /Partage/ });
  const avant = Number(await barre.getAttribute("aria-valuenow"));
  await barre.focus();
  await page.keyboard.press("ArrowUp");
  await expect(barre).toHaveAttribute("aria-valuenow", String(avant - 5));
  await page.getByRole("button", { name: "Agrandir la liste" }).click();
  await expect(barre).toHaveAttribute("aria-valuenow", String(avant + 5));
  await page.getByRole("button", { name: "Replier" }).click();
  await expect(page.locator("#detail")).toBeHidden();
});
