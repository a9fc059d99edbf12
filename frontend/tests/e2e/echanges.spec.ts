import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

const DONNEES = join(import.meta.dirname, "../../../../shared/donnees");
const STS = join(DONNEES, "sts/sts_emp_0299999L_2013_synthetique.xml");

test.skip(!existsSync(STS), "les fichiers d’exemple ne sont pas à côté du projet");

test("un fichier STS-WEB déposé à l’écran devient des intervenants, une seule fois", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/echanges");
  const deposer = async () => {
    await page.getByRole("form", { name: "Déposer un fichier" }).getByRole("combobox").selectOption("sts");
    await page.getByLabel("Fichier", { exact: true }).setInputFiles(STS);
    await page.getByRole("button", { name: "Déposer" }).click();
  };
  await deposer();
  await expect(page.getByRole("log")).toContainText("création", { timeout: 30_000 });
  const rapport = page.getByRole("table", { name: "Comptes de l’import" });
  await expect(rapport.getByRole("row", { name: /Enseignements/ })).toContainText("27");
  await page.getByRole("button", { name: "Effacer" }).click();
  await deposer();
  await expect(page.getByRole("log")).toContainText(/aucun changement/i, { timeout: 30_000 });
  await page.goto("/activites/intervenants?filtre=etablissement%3D%3D0299999L");
  await expect(page.getByText(/Page 1 \/ 1 \(21 éléments\)/)).toBeVisible();
});

test("un mauvais fichier est refusé en disant la faute", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/echanges");
  await page.getByRole("form", { name: "Déposer un fichier" }).getByRole("combobox").selectOption("sts");
  await page.getByLabel("Fichier", { exact: true }).setInputFiles({ name: "faux.xml", mimeType: "text/xml", buffer: Buffer.from("<?xml version=\"1.0\"?>\n<EDT_STS></EDT_STS>") });
  await page.getByRole("button", { name: "Déposer" }).click();
  await expect(page.getByRole("log")).toContainText("Exports > Emplois du temps", { timeout: 30_000 });
});
