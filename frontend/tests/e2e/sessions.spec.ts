import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const detail = (page: Page) => page.getByRole("region", { name: "Détail de la session" });

/** A year that no other run of the story has taken. */
const annee = () => String(2030 + Math.floor(Math.random() * 60));

test("préparer une session, l’ouvrir, la clore, la rouvrir et l’archiver, au clavier", async ({ page }) => {
  const vu = surveiller(page);
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/sessions");
  await page.getByRole("button", { name: "Préparer une session" }).focus();
  await page.keyboard.press("Enter");
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Année/).focus();
  await page.keyboard.press("ControlOrMeta+a");
  const an = annee();
  await page.keyboard.type(an);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log")).toContainText(new RegExp(`Session ${an} \\(${an}-N\\) : en préparation, \\d+ centres repris`));
  await expect(page.getByRole("grid", { name: "Sessions" }).getByRole("row", { name: new RegExp(an) })).toBeVisible();

  const passer = async (bouton: string, motif?: string) => {
    await detail(page).getByRole("button", { name: bouton }).focus();
    await page.keyboard.press("Enter");
    const d = page.getByRole("dialog");
    if (motif) {
      await d.getByLabel(/^Motif/).fill(motif);
    }
    await d.getByRole("button", { name: bouton }).focus();
    await page.keyboard.press("Enter");
    await expect(d).toBeHidden();
  };
  await page.goto(`/activites/sessions?filtre=annee%3D%3D${an}`);
  await passer("Ouvrir la session");
  await expect(detail(page)).toContainText("Rien d’inachevé : cette session peut être close.");
  await passer("Clore la session");
  await passer("Rouvrir la session", "Épreuve reportée");
  await passer("Clore la session");
  await passer("Archiver la session");
  await expect(detail(page)).toContainText("Archivée, cette session se lit et ne change plus.");
  await page.getByRole("tab", { name: "Historique" }).click();
  await expect(detail(page).getByRole("row", { name: /Épreuve reportée/ })).toBeVisible();
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("la clôture refusée dit ce qui reste, et mène à chaque liste", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/sessions?filtre=code%3D%3D2027-N");
  await detail(page).getByRole("button", { name: "Clore la session" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Clore la session" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Cette session n’est pas achevée");
  await page.keyboard.press("Escape");
  const reste = detail(page).getByRole("listitem").filter({ hasText: "sans constat de service fait" });
  const nombre = await reste.locator("strong").textContent();
  await reste.getByRole("link").click();
  await expect(page.getByText(new RegExp(`Page 1 / \\d+ \\(${nombre} éléments\\)`))).toBeVisible();
});
