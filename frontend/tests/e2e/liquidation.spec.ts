import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

const SEM = join(process.env["IMAGIN_E2E"] ?? "", "sem", "014");

/** What the paying system would answer: each part of the file is paid what it asks. */
function repondre(fichier: string): void {
  const lignes = readFileSync(join(SEM, "envoi", fichier), "utf8")
    .split("\n")
    .map((l) => l.split(";"));
  const payees = new Map(lignes.filter((c) => c[0] === "D").map((c) => [c[2] ?? "", Number(c[20])]));
  const tete = `R;1;014;KHEPHREN;${fichier};${/(\d{6})\.csv$/.exec(fichier)?.[1] ?? ""}\n`;
  const corps = tete + [...payees].map(([part, montant]) => `D;${part};ACCEPTE;2026-10-27;${montant};;\n`).join("");
  const somme = [...payees.values()].reduce((a, b) => a + b, 0);
  const retour = join(SEM, "retour", fichier.replace(".csv", "_ACK.csv"));
  writeFileSync(`${retour}.tmp`, `${corps}F;${payees.size};${somme};${createHash("sha256").update(corps).digest("hex")}\n`);
  renameSync(`${retour}.tmp`, retour);
}

test("une part validée part dans un lot, revient payée, et l’enseignante le lit", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/frais?filtre=nom==LECLERE;prenom==Claire;rem_etat==a_valider;examen==BTS");
  await page.getByRole("grid", { name: "États de frais" }).getByRole("row").nth(1).click();
  await page.getByRole("tabpanel").getByRole("button", { name: "Valider…" }).click();
  const valider = page.getByRole("dialog", { name: /^Valider/ });
  await valider.getByLabel("Part").selectOption({ label: "La rémunération" });
  await valider.getByRole("button", { name: "Voir ce que cela ferait" }).click();
  await valider.getByRole("button", { name: "Valider une part" }).click();
  await expect(page.getByText("Une part validée.")).toBeAttached();
  await page.getByRole("button", { name: "Quitter" }).click();

  await entrer(page, "paul.finances");
  await page.goto("/activites/liquidation");
  await page.getByRole("button", { name: "Nouveau lot…" }).click();
  const nouveau = page.getByRole("dialog", { name: "Nouveau lot" });
  await nouveau.getByLabel("Examen").fill("BTS");
  await nouveau.getByRole("button", { name: "Simuler" }).click();
  await expect(nouveau.getByRole("status")).toContainText("€");
  await nouveau.getByRole("button", { name: /^Créer le lot/ }).click();
  const detail = page.getByRole("tabpanel");
  const annonce = page.getByText(/Lot n° \d+ en préparation/).first();
  await expect(annonce).toBeAttached();
  const numero = /Lot n° (\d+)/.exec((await annonce.textContent()) ?? "")?.[1] ?? "";
  const ligne = page.getByRole("grid", { name: "Liquidation" }).getByRole("row").filter({ has: page.getByRole("gridcell", { name: numero, exact: true }).first() }).first();
  await expect(ligne).toHaveAttribute("data-courante", "true");
  await expect(page.getByRole("tab", { name: `Lot n° ${numero}` })).toBeVisible();
  await detail.getByRole("button", { name: "Contrôler" }).click();
  await expect(detail.getByRole("status", { name: "Rapport de contrôle" })).toBeVisible();
  await detail.getByRole("button", { name: "Émettre" }).click();
  await expect(detail).toContainText("déposé et relu");
  const fichier = /IMAGIN_014_KHEPHREN_\d{6}\.csv/.exec((await detail.textContent()) ?? "")?.[0] ?? "";
  repondre(fichier);

  await page.getByRole("tab", { name: "Retours" }).click();
  await page.getByRole("button", { name: "Relever la boîte de retour" }).click();
  await expect(page.getByRole("grid", { name: "Retours" }).getByRole("row").nth(1)).toContainText(fichier.replace(".csv", ""));
  await expect(async () => {
    await page.reload();
    await expect(ligne).toContainText("Soldé", { timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole("button", { name: "Quitter" }).click();

  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/etats-frais?filtre=rem_etat==accepte;examen==BTS&tri=-jour");
  await page.getByRole("grid", { name: "États de frais" }).getByRole("row").nth(1).click();
  await expect(page.getByText(/Payée le 27\/10\/2026/).first()).toBeVisible();

  await page.goto("/activites/etats-frais#releve");
  const payee = page.getByRole("article").locator("details").filter({ hasText: /Payée le 27\/10\/2026/ }).first();
  await payee.locator("summary").click();
  await expect(payee).toContainText("Rémunération");
  await expect(payee.getByRole("columnheader", { name: "Règle" })).toBeVisible();
});
