import { expect, test, type Locator } from "@playwright/test";
import { entrer } from "./identite";

test("sur son téléphone, l’enseignante voit ce qui serait payé, puis envoie son déplacement", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/etats-frais?filtre=dep_etat==effectuee");
  await page.getByRole("grid", { name: "États de frais" }).getByRole("row").nth(1).click();
  const f = page.getByRole("form", { name: "Déplacement du jour" });
  await f.getByLabel("Moyen de transport").selectOption({ label: "Ma voiture, 6 ou 7 CV" });
  await f.getByLabel(/^Repas payés/).fill("1");
  await f.getByLabel("Péages", { exact: true }).fill("7,50");
  const recu = f.getByLabel(/^Justificatif : Péages/);
  await recu.setInputFiles({ name: "photo.heic", mimeType: "image/jpeg", buffer: Buffer.from("\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000") });
  await expect(f.getByRole("alert")).toContainText("HEIC");
  await recu.setInputFiles({ name: "ticket.png", mimeType: "image/png", buffer: await page.screenshot() });
  await expect(f.getByText(/^Reçu : ticket/)).toBeVisible();
  await f.getByRole("button", { name: "Voir ce qui serait payé" }).click();
  await expect(f.getByRole("status")).toContainText("Péage, sur justificatif : 1 justificatif, 7,50 €");
  await f.getByRole("button", { name: "Envoyer au contrôle" }).click();
  await expect(f.getByText(/Confirmez d’abord votre dossier/)).toBeVisible();
  await f.getByRole("button", { name: "Tout est exact, je confirme" }).click();
  await expect(page.getByText("Dossier confirmé.")).toBeAttached();
  await f.getByRole("button", { name: "Envoyer au contrôle" }).click();
  await expect(page.getByText("Déplacement envoyé au contrôle.")).toBeAttached();
});

test("quand le dossier est à jour, trois touches suffisent à déclarer un déplacement", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "victor.hamon", /enseignant/);
  await page.goto("/activites/mon-dossier");
  await page.getByRole("textbox", { name: "Adresse" }).fill("3 rue Haute");
  await page.getByRole("button", { name: "Enregistrer et confirmer" }).click();
  await expect(page.getByText("Dossier enregistré et confirmé.")).toBeAttached();
  await page.goto("/activites/etats-frais?filtre=dep_etat==effectuee");
  const debut = Date.now();
  let touches = 0;
  const toucher = async (l: Locator) => {
    touches += 1;
    await l.click();
  };
  await toucher(page.getByRole("grid", { name: "États de frais" }).getByRole("row").nth(1));
  const f = page.getByRole("form", { name: "Déplacement du jour" });
  await toucher(f.getByRole("button", { name: "Voir ce qui serait payé" }));
  await expect(f.getByRole("status")).toBeVisible();
  await toucher(f.getByRole("button", { name: "Envoyer au contrôle" }));
  await expect(page.getByText("Déplacement envoyé au contrôle.")).toBeAttached();
  expect(touches).toBe(3);
  expect(Date.now() - debut).toBeLessThan(120_000);
});
