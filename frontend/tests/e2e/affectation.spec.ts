import { expect, test, type Locator, type Page } from "@playwright/test";
import { entrer } from "./identite";

async function calculer(page: Page, nom: string) {
  await page.getByRole("button", { name: "Affecter automatiquement…" }).click();
  await page.getByLabel(/^Nom du plan/).fill(nom);
  await page.getByRole("button", { name: "Calculer", exact: true }).click();
  await expect(page.getByRole("tab", { name: nom })).toBeVisible();
  await expect(page.getByRole("button", { name: "Publier…" })).toBeVisible({ timeout: 45_000 });
}

/** Three explanations, printed by the run: somebody reads them aloud. */
async function lire(quoi: string, ou: Locator) {
  await expect(ou.getByText(/lues le/).first()).toBeVisible();
  const dit = (await ou.locator("p:not(.fr-hint-text)").allTextContents()).filter((p) => p.trim() !== "").join("\n    ");
  console.log(`  ${quoi} :\n    ${dit}`);
  expect(dit).not.toMatch(/undefined|null|NaN|[0-9a-f]{8}-[0-9a-f]{4}/);
  return dit;
}

test("calculer, comparer deux plans, comprendre, verrouiller, calculer autour, publier, remplacer", async ({ page }) => {
  test.setTimeout(120_000);
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/affectation");
  await calculer(page, "Premier plan");
  await expect(page.getByText(/du meilleur plan possible|Aucun plan ne coûte moins/).first()).toBeVisible();
  await calculer(page, "Second plan");

  const plans = page.getByRole("grid", { name: "Plans d’affectation" });
  await plans.getByRole("row", { name: /Premier plan/ }).getByRole("checkbox").check();
  await plans.getByRole("row", { name: /Second plan/ }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Comparer…" }).click();
  await expect(page.getByRole("region", { name: "Plans côte à côte" })).toContainText("Affectations défaites");
  await page.getByRole("button", { name: "Fermer" }).last().click();

  // Somebody else on one seat: the reasons are read, the difference said, the seat locked.
  await page.getByRole("tab", { name: "Places" }).click();
  const places = page.getByRole("grid", { name: /^Places du plan/ });
  await places.getByRole("row").filter({ hasText: "Nouvelle" }).first().click();
  await page.getByRole("button", { name: "Qui, et pourquoi ?" }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByText(/La moins chère des personnes possibles/)).toBeVisible();
  expect(await lire("Pourquoi elle", dialogue.getByRole("region", { name: "Explication", exact: true }))).toMatch(/peuvent tenir cette place|puisse tenir cette place/);
  await dialogue.getByRole("button", { name: /^Pourquoi pas .* \?$/ }).first().click();
  expect(await lire("Pourquoi pas elle", dialogue.getByRole("listitem").first())).toMatch(/Mettre .* ici/);
  const choisir = dialogue.getByRole("button", { name: /^Choisir .* pour cette place$/ }).first();
  const qui = /^Choisir (.*) pour cette place$/.exec((await choisir.getAttribute("aria-label")) ?? "")?.[1] ?? "";
  // The difference is read before anything is done; one may go back, and Enter does it.
  await choisir.press("Enter");
  const avant = dialogue.getByRole("group", { name: `Mettre ${qui} sur cette place ?` });
  await expect(avant.getByRole("status")).toContainText(/pour le plan|ne changerait pas/);
  await expect(avant.getByRole("button", { name: "Confirmer ce choix" })).toBeFocused();
  console.log(`  Choisir :\n    ${(await avant.innerText()).replaceAll("\n", " ")}`);
  await avant.getByRole("button", { name: "Ne rien faire" }).click();
  await expect(choisir).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(avant.getByRole("button", { name: "Confirmer ce choix" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialogue).toBeHidden();
  await expect(page.getByRole("log")).toContainText(/Place retouchée : .* pour le plan/);

  // Another one is locked where the computation put her; an empty place says what would fill it.
  const gardee = places.getByRole("row").filter({ hasText: "Nouvelle" }).nth(2);
  const garde = (await gardee.getByRole("gridcell").nth(3).textContent()) ?? "";
  await gardee.click();
  await page.getByRole("button", { name: "Qui, et pourquoi ?" }).click();
  await dialogue.getByRole("button", { name: "Verrouiller", exact: true }).click();
  await expect(dialogue).toBeHidden();
  await places.getByRole("row").filter({ hasText: "Vide" }).first().click();
  await page.getByRole("button", { name: "Qui, et pourquoi ?" }).click();
  await expect(dialogue.getByRole("region", { name: "Ce qui aiderait" })).toBeVisible();
  await lire("Pourquoi vide", dialogue.getByRole("region", { name: "Explication", exact: true }));
  await page.keyboard.press("Escape");

  await page.getByRole("tab", { name: "Second plan" }).click();
  await expect(page.getByText("Retouches à la main")).toBeVisible();
  await page.getByRole("button", { name: "Calculer de nouveau" }).click();
  await expect(page.getByRole("button", { name: "Publier…" })).toBeEnabled({ timeout: 45_000 });
  await page.getByRole("tab", { name: "Places" }).click();
  const verrouillees = page.getByRole("grid", { name: /^Places du plan/ }).getByRole("row").filter({ hasText: "Oui" });
  await expect(verrouillees.filter({ hasText: qui.split(" ")[0] ?? "" }).first()).toBeVisible();
  await expect(verrouillees.filter({ hasText: garde.replace("⠿", "").trim() }).first(), "qui était verrouillé n’a pas bougé").toBeVisible();

  await page.getByRole("tab", { name: "Second plan" }).click();
  await page.getByRole("button", { name: "Publier…" }).click();
  await expect(page.getByRole("dialog")).toContainText("Chaque règle impérative a été vérifiée sur chaque place.");
  await page.getByRole("button", { name: /^Publier \d/ }).click();
  await expect(page.getByRole("log")).toContainText(/« Second plan » publié/);

  // The morning of the épreuve, she who was locked there is ill.
  await page.goto("/activites/remplacements");
  await page.getByLabel("Qui manque ?").fill(qui.split(" ")[0] ?? "");
  await page.getByRole("button", { name: /^Remplacer / }).first().click();
  const solution = page.getByRole("article").first();
  await expect(solution).toContainText("€");
  console.log(`  Remplacement :\n    ${(await solution.innerText()).replaceAll("\n", " ")}`);
  await solution.getByRole("button", { name: "Choisir cette solution" }).click();
  await dialogue.getByLabel(/^Motif/).fill("Malade ce matin");
  await dialogue.getByRole("button", { name: "Remplacer" }).click();
  await expect(page.getByRole("heading", { name: "Remplacement fait" })).toBeVisible();
});

test("déplacer quelqu’un, au clavier puis à la souris : la différence se lit avant", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/affectation");
  await calculer(page, "À la main");
  await page.getByRole("tab", { name: "Places" }).click();
  const places = page.getByRole("grid", { name: /^Places du plan/ });
  const nouvelles = places.getByRole("row").filter({ hasText: /Nouvelle|Maintenue/ });
  const dialogue = page.getByRole("dialog");

  // By the keyboard: take, go to another place, put down; the difference is read, and nothing is done without a word.
  await nouvelles.first().getByRole("gridcell").nth(1).click();
  await page.getByRole("button", { name: "Déplacer…" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "choisissez une autre place" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Poser ici…" })).toBeDisabled();
  let n = 1;
  for (; n < 12; n += 1) {
    await nouvelles.nth(n).getByRole("gridcell").nth(1).click();
    await page.getByRole("button", { name: "Poser ici…" }).press("Enter");
    await expect(dialogue.getByText(/pour le plan\.|ne change pas|n’est pas possible/).first()).toBeVisible();
    if (await dialogue.getByRole("button", { name: "Échanger" }).isEnabled()) {
      break;
    }
    await dialogue.getByRole("button", { name: "Ne rien faire" }).click();
    await nouvelles.first().getByRole("gridcell").nth(1).click();
    await page.getByRole("button", { name: "Déplacer…" }).press("Enter");
  }
  await dialogue.getByRole("button", { name: "Échanger" }).press("Enter");
  await expect(dialogue).toBeHidden();
  await expect(page.getByRole("log")).toContainText(/ont échangé leurs places : .* pour le plan/);

  // By the mouse: the handle of one row, dropped on another.
  await expect(nouvelles.first().locator("[draggable]")).toBeVisible();
  await nouvelles.first().locator("[draggable]").dragTo(nouvelles.nth(n).getByRole("gridcell").nth(1));
  await expect(dialogue.getByText(/pour le plan\.|ne change pas|n’est pas possible/).first()).toBeVisible();
  await dialogue.getByRole("button", { name: "Ne rien faire" }).click();
  await expect(page.getByRole("button", { name: "Déplacer…" })).toBeVisible();
});

test("régler une règle pour un examen, puis revenir", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/affectation#regles");
  await page.getByRole("textbox", { name: "Examen" }).fill("BTS");
  const ligne = page.getByRole("row", { name: /Rayon/ });
  await ligne.getByRole("button").click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel("Force").selectOption({ label: "Souple" });
  await dialogue.getByLabel(/^Seuil/).fill("60");
  await dialogue.getByRole("button", { name: "Régler", exact: true }).click();
  await expect(ligne).toContainText("Décidé pour cet examen");
  await expect(ligne).toContainText("60 kilomètres");
  await ligne.getByRole("button").click();
  await dialogue.getByRole("button", { name: "Revenir au réglage du dessus" }).click();
  await expect(ligne).toContainText("Réglage d’origine");
});
