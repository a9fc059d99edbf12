import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("l’administrateur habilite un gestionnaire, puis retire ; le menu de celui-ci suit", async ({ page, browser }) => {
  await entrer(page, "admin.demo", /administration/);
  await page.goto("/activites/habilitations");
  const table = page.getByRole("table", { name: "Habilitations" });
  const deGaelle = table.getByRole("row", { name: /MORVAN/ });
  await expect(deGaelle).toHaveCount(1);
  await page.getByRole("button", { name: "Habiliter un gestionnaire" }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel("Gestionnaire").selectOption({ label: "MORVAN Gaëlle (gaelle.morvan)" });
  await dialogue.getByLabel(/^Examens/).fill("INVENTE");
  await dialogue.getByLabel("Missions", { exact: true }).check();
  await dialogue.getByRole("button", { name: "Habiliter" }).click();
  await expect(dialogue.getByRole("alert")).toContainText("Examen inconnu");
  await dialogue.getByLabel(/^Examens/).fill("BTS");
  await dialogue.getByRole("button", { name: "Habiliter" }).click();
  await expect(deGaelle).toHaveCount(2);
  const limitee = table.getByRole("row", { name: /MORVAN.*BTS.*Missions/ });
  await limitee.getByRole("button").click();
  await expect(deGaelle).toHaveCount(1);

  const chezGaelle = await browser.newPage();
  await entrer(chezGaelle, "gaelle.morvan");
  await expect(chezGaelle.getByRole("navigation", { name: "Activités" }).getByRole("link", { name: "Missions", exact: true })).toBeVisible();
  await chezGaelle.close();
});

test("l’administrateur déclare un outil : son secret n’est montré qu’une fois, et ouvre l’API dans ses portées", async ({ page }) => {
  await entrer(page, "admin.demo", /administration/);
  await page.goto("/activites/outils");
  const nom = `Outil ${Date.now()}`;
  await page.getByRole("button", { name: "Déclarer un outil" }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Nom de l’outil/).fill(nom);
  await dialogue.getByLabel(/^Qui prévenir/).fill("dsi@exemple.fr");
  await dialogue.getByLabel("intervenants.lire").check();
  await dialogue.getByRole("button", { name: "Déclarer", exact: true }).click();
  await expect(page.getByRole("dialog").locator("code")).toHaveCount(2);
  const [id, secret] = await page.getByRole("dialog").locator("code").allTextContents();
  await page.getByRole("button", { name: "C’est noté" }).click();
  await expect(page.getByRole("table", { name: "Outils tiers" })).toContainText(nom);

  const jeton = await page.request.post("/api/v1/oauth/token", { form: { grant_type: "client_credentials", client_id: id ?? "", client_secret: secret ?? "" } });
  expect(jeton.status()).toBe(200);
  const { access_token } = (await jeton.json()) as { access_token: string };
  const lire = (chemin: string) => page.request.get(`/api/v1${chemin}`, { headers: { Authorization: `Bearer ${access_token}` } });
  expect((await lire("/intervenants")).status()).toBe(200);
  expect((await lire("/affectations")).status()).toBe(403);
});

test("le journal se vérifie", async ({ page }) => {
  await entrer(page, "admin.demo", /administration/);
  await page.goto("/activites/journal");
  await page.getByRole("button", { name: "Vérifier que rien n’a été altéré" }).click();
  await expect(page.getByText(/Journal intact/)).toBeVisible();
});
