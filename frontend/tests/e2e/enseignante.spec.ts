import { expect, test } from "@playwright/test";
import { entrer, surveiller } from "./identite";

test("Claire consulte ses compétences, ses rattachements et ses enseignements", async ({ page }) => {
  const vu = surveiller(page);
  await entrer(page, "claire.leclere", /enseignant/);
  await page.getByRole("link", { name: "Saisie des compétences" }).click();
  await expect(page).toHaveTitle("Saisie des compétences – IMAG’IN");
  const grille = page.getByRole("grid", { name: "Saisie des compétences" });
  await expect(grille.getByRole("row")).toHaveCount(8); // the title and the seven lines of the seed
  await expect(grille).toContainText("SYS (C)");
  await expect(page.getByText(/Page 1 \/ 1 \(7 éléments\)/)).toBeVisible();
  await expect(page.getByRole("tab", { name: "Établissements de rattachement" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("table", { name: "Établissements de rattachement" })).toContainText("0290001U");
  await page.getByRole("tab", { name: "Enseignements" }).click();
  await expect(page.getByRole("table", { name: "Enseignements" })).toContainText("MATHEMATIQUES");
  expect(await page.content()).not.toMatch(/NUMEN/i);
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("une activité fermée reste au menu et dit pourquoi", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  const fermee = page.getByRole("button", { name: /^Habilitations/ });
  await expect(fermee).toHaveAttribute("aria-disabled", "true");
  await fermee.press("Enter");
  await expect(page.getByRole("log")).toContainText("Habilitations");
  await page.goto("/activites/habilitations");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Habilitations");
});

test("Quitter ferme la session, et l’adresse ramène au portail puis à l’écran demandé", async ({ page }) => {
  await entrer(page, "claire.leclere", /enseignant/);
  await page.getByRole("button", { name: "Quitter" }).click();
  await expect(page).toHaveURL(/\/portail/);
  await page.goto("/activites/competences-saisie");
  await expect(page).toHaveURL(/\/portail\?retour=/);
  await page.getByLabel("Identifiant").fill("claire.leclere");
  await page.getByLabel("Mot de passe").fill("demonstration");
  await page.getByRole("button", { name: "Valider" }).click();
  await page.getByRole("button", { name: /enseignant/ }).click();
  await expect(page).toHaveURL(/\/activites\/competences-saisie/);
});

test("un mauvais mot de passe est dit, sans effacer l’identifiant", async ({ page }) => {
  await page.goto("/portail");
  await page.getByLabel("Identifiant").fill("claire.leclere");
  await page.getByLabel("Mot de passe").fill("faux");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Identifiant")).toHaveValue("claire.leclere");
});

test("sur un téléphone, chaque mission est une carte et rien ne défile de côté", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/missions-consultation");
  await expect(page.getByRole("article").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("la fin de session est annoncée et se prolonge", async ({ page }) => {
  await page.clock.install();
  await entrer(page, "claire.leclere", /enseignant/);
  const fin = await page.evaluate(async () => ((await (await fetch("/api/v1/moi")).json()) as { session_expire_le: string }).session_expire_le);
  const maintenant = await page.evaluate(() => Date.now());
  await page.clock.fastForward(Math.max(0, new Date(fin).getTime() - maintenant - 110_000));
  await expect(page.getByRole("heading", { name: "Votre session va expirer" })).toBeVisible();
  await page.getByRole("button", { name: "Prolonger" }).click();
  await expect(page.getByRole("heading", { name: "Votre session va expirer" })).toBeHidden();
});
