import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("dater une valeur : les missions d’avant gardent la leur", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/baremes");
  await page.getByLabel("Chercher").fill("baccalaureat copie");
  const ligne = page.getByRole("row", { name: /MEN\.COPIE\.T5/ });
  await expect(ligne).toContainText("5,00 € la copie");
  await ligne.getByRole("button").click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByRole("table")).toContainText("Arrêté du 13 avril 2012");
  await dialogue.getByRole("textbox", { name: /^Valeur/ }).fill("5,5a");
  await expect(dialogue).toContainText("Un nombre à quatre décimales au plus");
  await dialogue.getByRole("textbox", { name: /^Valeur/ }).fill("5,50");
  await dialogue.getByLabel(/^Missions à partir du/).fill("2031-01-01");
  await dialogue.getByLabel(/^Texte qui le fixe/).fill("Arrêté du 5 août 2030");
  await dialogue.getByRole("button", { name: "Décider" }).click();
  await expect(dialogue).toBeHidden();
  await expect(ligne).toContainText("5,00 € la copie");
  await page.getByLabel(/^En vigueur le/).fill("2031-06-15");
  await expect(ligne).toContainText("5,50 € la copie");
  await expect(ligne).toContainText("Arrêté du 5 août 2030");
  await page.getByRole("link", { name: "Examens" }).click();
  await expect(page.getByRole("table", { name: "Taux des examens" }).getByRole("row", { name: /BACCALAUREAT GENERAL/ })).toContainText("la copie");
});

test("une distance estimée se confirme", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/baremes#distances");
  await page.getByRole("tab", { name: "Ajouter" }).click();
  const ajout = page.getByRole("form", { name: "Ajouter une distance" });
  await ajout.getByLabel("Commune", { exact: true }).fill("Loudéac");
  await ajout.getByLabel("Autre commune", { exact: true }).fill("Redon");
  await ajout.getByRole("button", { name: "Ajouter" }).click();
  await page.getByPlaceholder("Rechercher…").first().fill("Redon");
  const grille = page.getByRole("grid", { name: "Distances entre communes" });
  const ligne = grille.getByRole("row", { name: /Redon/ }).filter({ hasText: "Loudéac" });
  await expect(ligne).toContainText("Estimée, à confirmer");
  await ligne.click();
  await page.getByLabel(/^Kilomètres, aller simple, par/).fill("86,5");
  await page.getByRole("button", { name: "Confirmer cette distance" }).click();
  await expect(ligne).toContainText("Saisie");
  await expect(ligne).toContainText("86,5 km");
});
