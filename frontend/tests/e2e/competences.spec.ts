import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("sur un téléphone, Claire valide une compétence, la refuse avec un motif, puis retire son avis", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/competences-saisie#avis");
  const detail = page.getByRole("region", { name: "Détail de la compétence" });
  const auteurs = detail.getByRole("table", { name: "Auteurs de la compétence" });
  const mien = auteurs.getByRole("row", { name: /Intervenant/ });
  if (await detail.getByRole("button", { name: "Retirer mon avis" }).isVisible()) {
    await detail.getByRole("button", { name: "Retirer mon avis" }).click();
  }
  await detail.getByRole("button", { name: "Valider" }).click();
  await expect(mien).toContainText("Validée");
  await detail.getByRole("button", { name: "Refuser…" }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByRole("button", { name: "Refuser" })).toBeDisabled();
  await dialogue.getByLabel(/^Pourquoi/).fill("Je n’enseigne plus cette matière.");
  await dialogue.getByRole("button", { name: "Refuser" }).click();
  await expect(mien).toContainText("Refusée");
  await expect(mien).toContainText("Je n’enseigne plus cette matière.");
  await expect(detail).toContainText("compétence non effective");
  await detail.getByRole("button", { name: "Retirer mon avis" }).click();
  await expect(mien).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
