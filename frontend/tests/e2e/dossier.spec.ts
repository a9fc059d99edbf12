import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("sur son téléphone, l’intervenant extérieur dit son adresse, sa voiture et son compte", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "victor.hamon", /enseignant/);
  await page.goto("/activites/mon-dossier");
  await expect(page.getByRole("status").first()).toContainText("jamais confirmé");
  const f = page.getByRole("form", { name: "Mon dossier" });
  await f.getByRole("textbox", { name: "Adresse" }).fill("3 rue Haute");
  await f.getByLabel("Je me déplace avec").selectOption({ label: "Une voiture" });
  await f.getByLabel(/^Puissance fiscale/).fill("6");
  await f.getByRole("button", { name: "Enregistrer et confirmer" }).click();
  await expect(page.getByText("Dossier enregistré et confirmé.")).toBeAttached();
  await expect(page.getByText(/^Dossier confirmé le/)).toBeVisible();
  const rib = page.getByRole("form", { name: "Compte à créditer" });
  await rib.getByLabel(/IBAN/).fill("FR76 3000 6000 0112 3456 7890 188");
  await rib.getByRole("button", { name: "Enregistrer le compte" }).click();
  await expect(rib.getByText(/clé de cet IBAN/).first()).toBeVisible();
  await rib.getByLabel(/IBAN/).fill("FR76 3000 6000 0112 3456 7890 189");
  await rib.getByRole("button", { name: "Enregistrer le compte" }).click();
  await expect(page.getByText("••••••••••0189")).toBeVisible();
  expect(await page.content()).not.toContain("3000 6000");
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/dossier-360.png`, fullPage: true });
  }
});
