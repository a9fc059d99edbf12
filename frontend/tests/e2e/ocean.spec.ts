import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const exemple = (nom: string) =>
  readFileSync(new URL(`../../../../shared/donnees/imaoce/${nom}`, import.meta.url));

async function preparer(page: Page, annee: string, depuis: string) {
  await page.goto("/activites/sessions");
  await page.getByRole("button", { name: "Préparer une session" }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Année/).fill(annee);
  await dialogue.getByLabel(/^Reprendre les centres/).selectOption({ label: depuis });
  await dialogue.getByRole("button", { name: "Préparer", exact: true }).click();
  await expect(page.getByRole("log")).toContainText(`${annee}-N`);
}

async function choisir(page: Page, code: string) {
  const session = page.getByLabel("Session", { exact: true });
  await session.selectOption({
    label: (await session.locator("option", { hasText: code }).textContent()) ?? "",
  });
}

const moment = (page: Page, nom: string) => page.getByRole("listitem", { name: nom });
const apercu = (page: Page) => page.getByRole("region", { name: "Ce que dit l’échange" });

/** Reads the difference of an exchange, and applies it. */
async function appliquer(page: Page, nom: string) {
  await apercu(page).getByRole("button", { name: "Appliquer cette différence" }).click();
  await expect(apercu(page).getByRole("button", { name: "Rejouer cet échange" })).toBeVisible();
  await expect(moment(page, nom)).toContainText("Appliqué le");
}

test("une académie : les quatre échanges depuis IMAOCE, puis les missions, puis rien de plus", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const vu = surveiller(page);
  await entrer(page, "gaelle.morvan");
  await preparer(page, "2028", "Aucune : partir de rien");
  await page.goto("/activites/ocean");
  await choisir(page, "2028-N");
  await expect(moment(page, "4. Les présents")).toContainText("Demande d’abord l’échange 3");
  for (const nom of [
    "1. La réglementation",
    "2. Les inscriptions",
    "3. Les centres, jurys et commissions",
    "4. Les présents",
  ]) {
    await moment(page, nom)
      .getByRole("button", { name: /^Chercher dans IMAOCE/ })
      .click();
    await appliquer(page, nom);
  }
  // Again: everything is known already.
  await moment(page, "3. Les centres, jurys et commissions")
    .getByRole("button", { name: /^Rafraîchir/ })
    .click();
  await expect(apercu(page)).toContainText("Aucun changement");

  await page.getByRole("link", { name: "Génération", exact: true }).click();
  await page.getByRole("button", { name: "Simuler la génération" }).click();
  const difference = page.getByRole("region", { name: "Différence de la génération" });
  await expect(difference).toContainText(/Simulation : \d+ missions créées/);
  await expect(difference.getByRole("row", { name: /Correction – Jury/ }).first()).toBeVisible();
  await difference.getByRole("button", { name: "Appliquer cette différence" }).click();
  await expect(page.getByRole("table", { name: "Générations de la session" })).toContainText(
    "Appliquée",
  );
  await page.getByRole("button", { name: "Simuler la génération" }).click();
  await expect(difference).toContainText("Aucun changement");

  await page.getByRole("link", { name: "Cohérence", exact: true }).click();
  const sansCentre = page.getByRole("listitem").filter({ hasText: "Missions sans centre" });
  await expect(sansCentre.locator("strong")).toHaveText("1");
  await sansCentre.getByRole("button", { name: /^Voir/ }).click();
  await expect(
    page
      .getByRole("grid", { name: "Missions sans centre" })
      .getByRole("row", { name: /commission T001/ }),
  ).toBeVisible();
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("l’exemple : les tables une à une, en fichiers", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await preparer(page, "2014", "Aucune : partir de rien");
  await page.goto("/activites/ocean");
  await choisir(page, "2014-N");
  const deposer = async (n: number, nom: string, titre: string) => {
    await page
      .getByLabel(`Fichiers de l’échange ${n}`)
      .setInputFiles({ name: nom, mimeType: "text/csv", buffer: exemple(nom) });
    await expect(apercu(page)).toContainText(nom);
    await appliquer(page, titre);
  };
  await deposer(1, "1_reglementation.csv", "1. La réglementation");
  await deposer(2, "2_inscriptions.csv", "2. Les inscriptions");
  for (const nom of [
    "3_centres.csv",
    "3_jurys.csv",
    "3_commissions.csv",
    "3_commission_origines.csv",
  ]) {
    await deposer(3, nom, "3. Les centres, jurys et commissions");
  }
  await deposer(4, "4_presents.csv", "4. Les présents");
  await page.goto("/activites/jurys-commissions?filtre=session%3D%3D2014-N#commissions");
  const commission = page.getByRole("grid").getByRole("row", { name: /ES012.*74/ });
  await commission.click();
  await expect(
    page
      .getByRole("table", { name: "Établissements d’origine" })
      .getByRole("row", { name: /0299998K.*33/ }),
  ).toBeVisible();
  await page.goto("/activites/jurys-commissions?filtre=session%3D%3D2014-N#jurys");
  await expect(page.getByRole("list", { name: "Règles de composition" })).toContainText(
    "Le président est un enseignant-chercheur",
  );
});
