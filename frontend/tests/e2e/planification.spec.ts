import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("un traitement demandé se retrouve dans la planification, avec son résultat", async ({ page, browser }) => {
  test.setTimeout(90_000);
  const gestion = await (await browser.newContext()).newPage();
  await entrer(gestion, "gaelle.morvan");
  await gestion.goto("/activites/affectation");
  await gestion.getByRole("button", { name: "Affecter automatiquement…" }).click();
  await gestion.getByLabel(/^Nom du plan/).fill("Plan planifié");
  await gestion.getByRole("button", { name: "Calculer", exact: true }).click();
  await expect(gestion.getByRole("button", { name: "Publier…" })).toBeVisible({ timeout: 45_000 });

  await gestion.context().close();

  await entrer(page, "admin.demo", /administration/);
  await page.goto("/activites/planification?q=planifi%C3%A9");
  const ligne = page.getByRole("grid", { name: "Planification" }).getByRole("row").filter({ hasText: "Plan planifié" }).first();
  await expect(ligne).toContainText("Terminée");
  await ligne.click();
  const fiche = page.getByRole("article");
  await expect(fiche).toContainText(/Demandée le .* par Gaëlle/);
  await expect(fiche).toContainText(/Terminée le .*, en \d+ s\./);
  await expect(fiche).toContainText(/places pourvues sur/);
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/planification.png` });
  }
});
