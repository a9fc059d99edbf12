import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

type Attendue = Readonly<{ id: string; nom: string; prenom: string }>;

test("au téléphone : chercher qui manque, lire les solutions, remplacer, tout relire dans les affectations", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/remplacements");
  await expect(page.getByRole("status").first()).toContainText("à venir");
  const listees = (await (await page.request.get("/api/v1/affectations?filtre=etat==convoquee;sur_place==true&tri=debut&taille=20")).json()) as { items: Attendue[] };
  const absente = listees.items[0];
  const nom = `${absente?.prenom ?? ""} ${absente?.nom ?? ""}`;
  await page.getByLabel("Qui manque ?").fill("personne-de-ce-nom");
  await expect(page.getByRole("status").first()).toContainText("Personne n’est attendu");
  await page.getByLabel("Qui manque ?").fill(absente?.nom ?? "");
  await page.getByRole("button", { name: `Remplacer ${nom}` }).first().click();
  await expect(page.getByRole("heading", { name: /^Remplacer / })).toBeVisible();
  const solutions = page.getByRole("article");
  await expect(solutions.first()).toContainText("€");
  await expect(page.getByRole("status").first()).toContainText("personnes considérées");
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "rien ne déborde d’un téléphone").toBeLessThanOrEqual(360);
  await expect(solutions.first().getByRole("link", { name: /^Écrire à/ })).toHaveAttribute("href", /^mailto:/);
  const choisie = ((await solutions.first().getByRole("heading").textContent()) ?? "").replace(/^1\. /, "").split(", puis ")[0] ?? "";

  await solutions.first().getByRole("button", { name: "Choisir cette solution" }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue).toContainText(choisie);
  await dialogue.getByLabel(/^Motif/).fill("Malade ce matin");
  await dialogue.getByRole("button", { name: "Remplacer" }).click();
  await expect(page.getByRole("heading", { name: "Remplacement fait" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/convocation est partie|convocations sont parties/); // a chain convokes everyone in it
  await page.reload();
  await expect(page.getByRole("alert"), "elle n’est plus attendue").toContainText("il n’y a personne à remplacer");
  await page.getByRole("button", { name: "Chercher une autre absence" }).click();
  await expect(page.getByLabel("Qui manque ?")).toBeVisible();
});
