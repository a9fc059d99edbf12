import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("carte des manques, au clavier : une case ouvre ses missions, et compte les mêmes places", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/avancement");
  await page.getByRole("link", { name: "Carte des manques" }).click();
  const carte = page.getByRole("table", { name: "Places à pourvoir" });
  await expect(carte).toBeVisible();
  await expect(page.getByRole("status").first()).toContainText("à pourvoir");

  // One tab stop; the arrows go from one cell that has missions to the next.
  const atteinte = carte.locator("button[tabindex='0']");
  await expect(atteinte).toHaveCount(1);
  await atteinte.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await expect(carte.locator("button:focus")).toHaveAttribute("tabindex", "0");

  const cellule = carte.getByRole("button", { name: /il manque/ }).first();
  const [manque, total] = (/il manque (\d+) sur (\d+)/.exec((await cellule.getAttribute("aria-label")) ?? "") ?? []).slice(1).map(Number);
  expect(manque).toBeGreaterThan(0);
  await cellule.focus();
  await page.keyboard.press("Enter");
  const missions = page.getByRole("table", { name: /^Missions :/ });
  await expect(missions).toBeVisible();
  const lignes = await missions.getByRole("row").evaluateAll((r) => r.slice(1).map((l) => [...l.children].map((c) => c.textContent ?? "")));
  expect(
    lignes.reduce((n, l) => n + Number(l[1]), 0),
    "la case compte ces missions",
  ).toBe(manque);
  expect(lignes.reduce((n, l) => n + Number(l[2]?.split(" sur ")[1]), 0)).toBe(total);

  await page.getByLabel("Une ligne par").selectOption({ label: "Centre" });
  await page.getByLabel("Une colonne par").selectOption({ label: "Discipline" });
  await expect(missions).toBeHidden();
  await expect(carte.getByRole("button").first()).toBeVisible();
  await page.getByRole("link", { name: "Affectations" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
});
