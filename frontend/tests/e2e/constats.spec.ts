import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

test("le chef de centre constate sans réseau sur son téléphone ; tout part au retour, puis il signe", async ({ page, context }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "yves.kermarrec", /centre/i);
  await page.goto("/activites/constat?tri=constates&filtre=signe==false;convoques=gt=1;debut=lt=2026-11-01");
  await page.getByRole("grid", { name: "Constat de service fait" }).getByRole("row").nth(1).click();
  const tous = page.getByRole("group", { name: /^Tous ceux qui restent/ });
  await expect(tous).toBeVisible();
  await context.setOffline(true);
  for (const [champ, valeur] of [["Copies", "40"], ["Candidats", "12"], ["Durée avec les candidats", "4h"]] as const) {
    if (await tous.getByLabel(champ, { exact: true }).isVisible()) {
      await tous.getByLabel(champ, { exact: true }).fill(valeur);
    }
  }
  await tous.getByRole("button", { name: /^Constater les/ }).click();
  await expect(page.getByText(/constats attendent le réseau sur cet appareil/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Signer la mission" })).toBeDisabled();
  await context.setOffline(false);
  await expect(page.getByText(/attendent le réseau/)).toBeHidden({ timeout: 30_000 });
  await page.getByRole("button", { name: "Signer la mission" }).click();
  await expect(page.getByText("Constat signé : les rémunérations sont à valider.")).toBeAttached();
});

test("le gestionnaire contrôle : il essaie, lit ce que cela ferait, puis valide", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/frais?filtre=rem_etat==a_valider");
  const grille = page.getByRole("grid", { name: "États de frais" });
  await grille.getByRole("row").nth(1).click();
  const part = page.getByRole("region", { name: "Rémunération", exact: true });
  await expect(part.getByRole("table")).toContainText("payé");
  await page.getByRole("button", { name: "Valider…" }).first().click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel("Part").selectOption({ label: "La rémunération" });
  await dialogue.getByRole("button", { name: "Voir ce que cela ferait" }).click();
  await expect(dialogue.getByRole("status")).toContainText("1 part serait validée");
  await dialogue.getByRole("button", { name: "Valider une part" }).click();
  await expect(dialogue).toBeHidden();
  await expect(page.getByText("Une part validée.")).toBeAttached();
});

/** Fills what the form of the work asks for, then marks everybody who is left. */
async function constaterTous(page: Page): Promise<void> {
  const tous = page.getByRole("group", { name: /^Tous ceux qui restent/ });
  for (const [champ, valeur] of [["Copies", "40"], ["Candidats", "12"], ["Durée avec les candidats", "4h"]] as const) {
    if (await tous.getByLabel(champ, { exact: true }).isVisible()) {
      await tous.getByLabel(champ, { exact: true }).fill(valeur);
    }
  }
  await tous.getByRole("button", { name: /^Constater les/ }).click();
}

test("une réponse perdue en route ne compte pas deux fois", async ({ page, context }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "yves.kermarrec", /centre/i);
  const adresse = "/activites/constat?tri=constates&filtre=signe==false;constates==0;convoques=gt=1;debut=lt=2026-11-01";
  await page.goto(adresse);
  // The server wrote, and the answer was lost: the queue is sent again, and empties.
  await page.getByRole("grid", { name: "Constat de service fait" }).getByRole("row").nth(1).click();
  await expect(page.getByRole("group", { name: /^Tous ceux qui restent/ })).toBeVisible();
  let envois = 0;
  await page.route("**/api/v1/constats", async (route) => {
    if (route.request().method() === "POST" && ++envois === 1) {
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await constaterTous(page);
  await expect(page.getByText(/constats attendent le réseau sur cet appareil/)).toBeVisible();
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(page.getByText(/attendent le réseau/)).toBeHidden({ timeout: 30_000 });
  expect(envois).toBeGreaterThan(1);
  await page.unroute("**/api/v1/constats");

});

test("ce qu’un autre a constaté entre-temps est montré, non écrasé", async ({ page, context, browser }) => {
  test.setTimeout(120_000);
  const adresse = "/activites/constat?tri=-debut&filtre=signe==false;constates==0;convoques=gt=1;debut=lt=2026-11-01";
  const ouvrir = async (p: Page, qui: string) => {
    await entrer(p, qui, /gestion/i);
    await p.goto(adresse);
    await p.getByRole("grid", { name: "Constat de service fait" }).getByRole("row").nth(1).click();
    await expect(p.getByRole("group", { name: /^Tous ceux qui restent/ })).toBeVisible();
  };
  await ouvrir(page, "gaelle.morvan");
  await context.setOffline(true);
  const autre = await browser.newContext();
  const elle = await autre.newPage();
  await ouvrir(elle, "admin.demo");
  await constaterTous(elle);
  await expect(elle.getByText(/Constats enregistrés/).first()).toBeAttached();
  await autre.close();
  await constaterTous(page);
  await context.setOffline(false);
  await expect(page.getByText(/Quelqu’un a constaté entre-temps/).first()).toBeVisible({ timeout: 30_000 });
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/conflit.png` });
  }
});
