import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const detail = (page: Page) => page.getByRole("region", { name: "Détail de la commune" });
const voisines = (page: Page) => page.getByRole("table", { name: "Communes proches de Brest" });

async function ouvrirBrest(page: Page): Promise<void> {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/communes?filtre=code_insee%3D%3D29019");
}

test("déclarer une voisine au clavier, la retrouver dans les paires, la retirer", async ({ page }) => {
  const vu = surveiller(page);
  await ouvrirBrest(page);
  await expect(voisines(page)).toBeVisible();
  await expect(detail(page)).toContainText("elle ne donne aucun droit");
  await page.getByLabel(/^Motif \(facultatif\)/).fill("Continuité urbaine");
  const guipavas = voisines(page).getByRole("row", { name: /^Guipavas/ });
  const premiere = voisines(page).getByRole("button").first();
  await premiere.focus();
  for (let i = 0; i < 60 && !(await guipavas.getByRole("button").evaluate((b) => b === document.activeElement)); i += 1) {
    await page.keyboard.press("ArrowDown");
  }
  const bouton = guipavas.getByRole("button");
  await expect(bouton).toBeFocused();
  if ((await bouton.textContent()) === "Retirer") {
    await page.keyboard.press("Enter");
    await expect(bouton).toHaveText("Déclarer");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText("Brest et Guipavas : déclarées limitrophes.");
  await expect(bouton).toHaveText("Retirer");
  await expect(bouton).toBeFocused();
  await expect(guipavas).toContainText("Saisi");
  await expect(guipavas).toContainText("Continuité urbaine");
  await expect(guipavas).toContainText(/\d,\d/);

  await page.getByRole("link", { name: "Toutes les paires" }).click();
  await expect(page).toHaveURL(/#paires$/);
  const paires = page.getByRole("grid", { name: "Paires de communes limitrophes" });
  await page.getByRole("searchbox").fill("guipavas");
  const paire = paires.getByRole("row", { name: /Brest.*Guipavas|Guipavas.*Brest/ });
  await expect(paire).toContainText("Saisi");
  await expect(paire).toContainText("Oui");
  await page.getByRole("button", { name: "Exporter" }).click();
  const [fichier] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Tout le filtre, en CSV" }).click()]);
  expect(fichier.suggestedFilename()).toMatch(/\.csv$/);

  await page.getByRole("button", { name: "Retirer cette paire" }).click();
  await expect(paire).toContainText("Non");
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("la carte dit en mots ce qu’elle montre, et se parcourt au clavier", async ({ page }) => {
  await ouvrirBrest(page);
  await expect(voisines(page)).toBeVisible();
  const carte = page.getByRole("application", { name: "Carte des environs de Brest" });
  await expect(carte.getByRole("button", { name: /^Guipavas, \d+,\d km/ })).toBeVisible();
  await carte.focus();
  const echelle = carte.getByText(/ km$/).first();
  const avant = await echelle.textContent();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(echelle).not.toHaveText(avant ?? "");
  await page.keyboard.press("0");
  await expect(echelle).toHaveText(avant ?? "");
  await page.keyboard.press("Tab");
  await expect(carte.getByRole("button", { name: /^Brest/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  const point = carte.locator("[data-point]:focus");
  const code = await point.getAttribute("data-point");
  expect(code).not.toBe("29019");
  await page.keyboard.press("Enter");
  await expect(voisines(page).locator(`[data-decision="${code}"]`)).toBeFocused();
});

test("sur un téléphone, la commune et ses voisines se lisent sans défiler de côté", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await ouvrirBrest(page);
  const brest = page.getByRole("gridcell", { name: "Brest" }).first();
  await expect(brest).toBeVisible();
  // One at a time: the list, then what was chosen in it, then the list again.
  await expect(detail(page)).toBeHidden();
  await brest.click();
  await expect(brest).toBeHidden();
  await expect(voisines(page)).toBeVisible();
  await expect(page.getByRole("application")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole("button", { name: "Retour à la liste" }).click();
  await expect(brest).toBeVisible();
  await expect(detail(page)).toBeHidden();
});
