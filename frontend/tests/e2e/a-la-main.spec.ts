import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

const journal = (page: Page) => page.getByRole("log");

async function regarder(page: Page, nom: string): Promise<void> {
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/${nom}.png` });
  }
}

test("affecter à la main : depuis une mission, depuis une personne, sur une sélection ; défaire ce qui est fait", async ({ page }) => {
  test.setTimeout(60_000);
  await entrer(page, "gaelle.morvan");

  // From a mission: who could come, and why; the cheapest is taken.
  await page.goto("/activites/missions?filtre=etat%3D%3Douverte%3Bmanque%3Dgt%3D0%3Btype%3D%3DSURVEILLANCE&tri=-manque#affecter");
  const missions = page.getByRole("grid", { name: "Missions" });
  await missions.getByRole("row").nth(1).click();
  const detail = page.getByRole("region", { name: "Détail de la mission" });
  await expect(detail.getByText(/personnes? possibles? sur/)).toBeVisible();
  await regarder(page, "affecter-mission");
  const bouton = detail.getByRole("button", { name: /^Affecter / }).first();
  const qui = /^Affecter (.*)$/.exec((await bouton.getAttribute("aria-label")) ?? "")?.[1] ?? "";
  expect(qui).not.toBe("");
  await bouton.click();
  await expect(journal(page)).toContainText(/est affecté : .*\d\d\s€/);
  await expect(detail.getByRole("button", { name: `Affecter ${qui}`, exact: true })).toHaveCount(0);

  // What was done is undone from the list, people counted first, with a motive.
  const nom = qui.split(" ")[0] ?? "";
  await page.goto(`/activites/avancement?filtre=etat%3D%3Daffectee&q=${encodeURIComponent(nom)}`);
  await page.getByRole("grid", { name: "Avancement" }).getByRole("row").nth(1).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Désaffecter…" }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByText("1 affectation serait défaite")).toBeVisible();
  await dialogue.getByLabel(/^Motif/).fill("Erreur de saisie");
  await regarder(page, "desaffecter");
  await dialogue.getByRole("button", { name: "Désaffecter", exact: true }).click();
  await expect(journal(page)).toContainText("1 affectation défaite.");

  // From a person: where she could go.
  await page.goto("/activites/intervenants?filtre=etat%3D%3Dactif#missions");
  await page.getByRole("grid", { name: "Intervenants" }).getByRole("row").nth(1).click();
  await page.getByRole("button", { name: "Chercher les missions qui manquent de monde" }).click();
  await expect(page.getByText(/places? possibles?, de la moins chère|Aucune mission qui manque/)).toBeVisible();
  await regarder(page, "affecter-personne");

  // Over a selection: a plan of these missions alone.
  await page.goto("/activites/missions?filtre=etat%3D%3Douverte%3Bmanque%3Dgt%3D0&tri=-manque");
  for (const n of [1, 2, 3]) {
    await missions.getByRole("row").nth(n).getByRole("checkbox").check();
  }
  await page.getByRole("button", { name: "Affecter automatiquement…" }).click();
  await expect(page.getByRole("dialog", { name: "Affecter automatiquement : 3 missions" })).toBeVisible();
  await page.getByRole("dialog").getByLabel(/^Nom du plan/).fill("Trois missions");
  await page.getByRole("dialog").getByRole("button", { name: "Calculer", exact: true }).click();
  await expect(journal(page)).toContainText("Plan « Trois missions » : calcul demandé.");
  await page.goto("/activites/affectation");
  const plan = page.getByRole("grid", { name: "Plans d’affectation" }).getByRole("row").filter({ hasText: "Trois missions" }).first();
  await expect(plan).toContainText(/Proposé/i, { timeout: 30_000 });
  await plan.click();
  await page.getByRole("tab", { name: "Places" }).click();
  await expect(page.getByRole("grid", { name: /^Places du plan/ }).getByRole("row").nth(1)).toBeVisible();
});
