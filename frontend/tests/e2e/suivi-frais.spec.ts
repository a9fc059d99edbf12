import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

async function capturer(page: Page, nom: string): Promise<void> {
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/${nom}.png`, fullPage: false });
  }
}

test("l’enseignante lit son relevé sur son téléphone, et l’emporte en PDF", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/etats-frais#releve");
  const mission = page.getByRole("article").first();
  await expect(mission).toBeVisible();
  await mission.locator("summary").first().click();
  await capturer(page, "releve-360");
  await page.getByLabel("Missions de").selectOption({ index: 1 });
  const attente = page.waitForEvent("download");
  await page.getByRole("link", { name: "Relevé en PDF" }).click();
  const recu = await attente;
  expect(recu.suggestedFilename()).toMatch(/^releve-frais-.*\.pdf$/);
  await recu.saveAs(`${process.env["CAPTURES"] ?? test.info().outputDir}/releve.pdf`);
});

test("le gestionnaire suit les dépenses, relance une fois, et règle l’imputation", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/suivi-financier");
  await expect(page.getByRole("region", { name: "Suivi par examen" }).getByRole("row").nth(1)).toBeVisible();
  await capturer(page, "suivi");
  await page.getByLabel("Additionner par").selectOption({ label: "Mois des missions" });
  await expect(page.getByRole("region", { name: "Suivi par mois des missions" }).getByRole("rowheader").first()).toContainText(/\d{4}/);
  await capturer(page, "suivi-mois");
  await page.getByRole("button", { name: "Relancer les personnes…" }).click();
  const d = page.getByRole("dialog");
  await expect(d.getByRole("status")).toContainText("à relancer");
  await capturer(page, "relance");
  await d.getByRole("button", { name: /^Envoyer \d/ }).click();
  await expect(d).toBeHidden();
  await page.getByRole("button", { name: "Relancer les personnes…" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("rien ne leur est renvoyé");
  await page.keyboard.press("Escape");
  await page.goto("/activites/suivi-financier#lignes");
  await expect(page.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
  await capturer(page, "suivi-lignes");
  await page.goto("/activites/baremes#imputations");
  const f = page.getByRole("form", { name: "Régler une imputation" });
  await f.getByLabel("Examen").selectOption({ index: 1 });
  await f.getByLabel(/^Programme/).fill("0150");
  await f.getByLabel(/^Centre de coûts/).fill("DES0150");
  await f.getByLabel(/^NUMEN/).fill("99E0610001CTD");
  await f.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("••••••••••CTD")).toBeVisible();
  await capturer(page, "imputations");
  await page.goto("/activites/baremes#types");
  await expect(page.getByRole("combobox").nth(1)).toBeVisible();
  await capturer(page, "types");
});

test("le gestionnaire déclare à la place d’une personne et reconnaît une situation", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/frais?filtre=dep_etat==effectuee");
  await page.getByRole("grid").getByRole("row").nth(1).click();
  await page.getByRole("tab", { name: "Déclarer pour elle" }).click();
  const f = page.getByRole("form", { name: "Déplacement du jour" });
  await f.getByLabel("Moyen de transport").selectOption({ label: "Ma moto" });
  await capturer(page, "pour-elle");
  await f.getByRole("button", { name: "Voir ce qui serait payé" }).click();
  await f.getByRole("button", { name: "Envoyer au contrôle" }).click();
  await expect(page.getByText("Déplacement envoyé au contrôle.")).toBeAttached();
  await page.goto("/activites/frais?filtre=a_reconnaitre==true#dossiers");
  await page.getByRole("grid").getByRole("row").nth(1).click();
  const r = page.getByRole("form", { name: "Reconnaître la situation" });
  await r.getByRole("checkbox").first().check();
  await r.getByLabel(/^Kilomètres déjà/).fill("1900");
  await r.getByLabel(/^Source/).fill("Relevé du 12 mars");
  await r.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText(/les déplacements ouverts de la personne sont recalculés/)).toBeAttached();
  await capturer(page, "dossiers");
});
