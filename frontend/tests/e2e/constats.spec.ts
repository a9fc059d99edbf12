import { expect, test } from "@playwright/test";
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
