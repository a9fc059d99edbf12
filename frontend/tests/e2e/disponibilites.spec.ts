import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

const PDF = {
  name: "certificat.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.4\ncertificat\n%%EOF"),
};

async function regarder(page: Page, nom: string): Promise<void> {
  if (process.env["CAPTURES"]) {
    await page.screenshot({ path: `${process.env["CAPTURES"]}/${nom}.png`, fullPage: false });
  }
}

test("l’enseignante, sur son téléphone, exprime un vœu et demande une dispense avec son justificatif ; l’établissement donne son avis sans lire le motif, le gestionnaire décide, la réponse arrive dans la boîte locale", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/voeux");
  const voeu = page.getByRole("form", { name: "Nouveau vœu" });
  await voeu.getByLabel("Mon vœu porte sur").selectOption({ label: "Une distance" });
  await voeu.getByLabel(/^Distance la plus grande/).fill("25");
  await voeu.getByRole("button", { name: "Ajouter ce vœu" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "à 25 km au plus" })).toBeVisible();

  await page.getByRole("button", { name: "Demander une dispense" }).click();
  const demande = page.getByRole("form", { name: "Demande de dispense" });
  await demande.getByLabel(/^Motif/).selectOption({ label: "Santé" });
  await demande.getByLabel(/^Expliquez votre situation/).fill("Opération prévue le 10 juin.");
  await demande
    .getByLabel(/^Justificatif/)
    .setInputFiles({
      name: "certificat.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("pas un PDF"),
    });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await regarder(page, "dispense-360");
  await demande.getByRole("button", { name: "Envoyer ma demande" }).click();
  // The proof is refused by its content; the request stands, and the proof is sent again.
  const ligne = page
    .getByRole("region", { name: "Mes demandes de dispense" })
    .getByRole("listitem")
    .first();
  await expect(ligne).toContainText("Demandée");
  await expect(page.getByRole("log")).toContainText("doit être un PDF, un JPEG ou un PNG");
  await ligne.getByLabel("Joindre un justificatif").setInputFiles(PDF);
  await expect(ligne.getByLabel("Remplacer le justificatif")).toBeVisible();
  await regarder(page, "voeux-360");

  const chef = await browser.newPage();
  await entrer(chef, "yves.kermarrec", /établissement/i);
  await chef.goto("/activites/personnels#dispenses");
  const article = chef.getByRole("article", { name: "Dispense de LECLERE Claire" }).filter({ hasText: "toute la session" });
  await article.getByRole("button", { name: /Donner mon avis/ }).click();
  const avis = chef.getByRole("dialog");
  await expect(avis).toContainText("votre avis porte sur le service");
  await expect(avis).not.toContainText("Opération");
  await avis.getByLabel(/^Précision/).fill("Son service peut être assuré.");
  await regarder(chef, "avis");
  await avis.getByRole("button", { name: "Transmettre" }).click();
  await expect(article).toContainText("avis favorable");
  await chef.close();

  const gestion = await browser.newPage();
  await entrer(gestion, "gaelle.morvan");
  await gestion.goto("/activites/indisponibilites?q=leclere");
  await gestion
    .getByRole("row", { name: /Avis rendu/ })
    .getByRole("gridcell", { name: /LECLERE/ })
    .click();
  await gestion.getByRole("button", { name: "Lire le motif" }).click();
  await expect(gestion.getByText("Opération prévue le 10 juin.")).toBeVisible();
  await gestion.getByLabel(/^Réponse à la personne/).fill("Bon rétablissement.");
  await regarder(gestion, "decider");
  await gestion.getByRole("button", { name: "Accorder", exact: true }).click();
  await expect(gestion.getByRole("grid", { name: "Demandes de dispense" })).toContainText(
    "Accordée",
  );
  await gestion.goto("/activites/courriels?q=dispense");
  const courrier = gestion
    .getByRole("gridcell", { name: "Votre demande de dispense est accordée" })
    .first();
  await expect(async () => {
    await gestion.reload();
    await expect(gestion.getByRole("grid")).toContainText("Boîte locale", { timeout: 2000 });
  }).toPass();
  await courrier.click();
  await expect(gestion.getByRole("article", { name: /Votre demande de dispense/ })).toContainText(
    "Bon rétablissement.",
  );
  await regarder(gestion, "courriels");
  await gestion.close();
});

test("l’établissement consulte ses personnels, saisit une indisponibilité et déclare sa saisie terminée ; le gestionnaire relance les autres", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await entrer(page, "yves.kermarrec", /établissement/i);
  await page.goto("/activites/indisponibilites-saisie");
  const saisie = page.getByRole("form", { name: "Saisir une indisponibilité" });
  await saisie.getByRole("textbox", { name: "Personne" }).fill("lecl");
  await saisie
    .getByRole("list", { name: "Personnes proposées" })
    .getByRole("button", { name: /LECLERE Claire/ })
    .click();
  await saisie.getByLabel(/^Du/).fill("2027-06-15");
  await saisie.getByLabel("Le dernier jour").selectOption({ label: "jusqu’à 13 h" });
  await saisie.getByLabel("Motif").selectOption({ label: "Sortie ou voyage scolaire" });
  await saisie.getByLabel(/^Justificatif/).setInputFiles(PDF);
  await regarder(page, "saisie");
  await saisie.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("log")).toContainText("1 indisponibilité saisie");
  await page.goto("/activites/personnels");
  const table = page.getByRole("region", { name: "Personnels et disponibilité" });
  await expect(table.getByRole("row", { name: /LECLERE Claire/ })).toContainText(
    "sortie ou voyage scolaire",
  );
  await page.getByLabel("Montrer").selectOption({ label: "Indisponibles, au moins en partie" });
  await expect(table.getByRole("row", { name: /LECLERE Claire/ })).toBeVisible();
  await page.getByLabel("Montrer").selectOption({ label: "Tous les personnels" });
  await regarder(page, "personnels");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Imprimer" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Activités" })).toBeHidden();
  await expect(table.getByRole("row", { name: /LECLERE Claire/ })).toBeVisible();
  // On paper the table takes the width of the sheet.
  expect((await table.boundingBox())?.width ?? 0).toBeGreaterThan(1200);
  await regarder(page, "personnels-imprimes");
  await page.emulateMedia({ media: null });

  await page.goto("/activites/competences-validation");
  const session = page.getByRole("article", { name: /^Session 2027/ });
  await session.getByRole("button", { name: "Déclarer la saisie terminée" }).click();
  await expect(session.getByRole("button", { name: "Rouvrir la saisie" })).toBeVisible();
  await regarder(page, "validation");

  const gestion = await browser.newPage();
  await entrer(gestion, "gaelle.morvan");
  await gestion.goto("/activites/suivi-saisies");
  await expect(gestion.getByRole("grid")).toContainText("Terminée");
  await gestion.getByRole("button", { name: /Relancer les retardataires/ }).click();
  const relance = gestion.getByRole("dialog");
  await expect(relance.getByRole("status")).toContainText("à relancer");
  await relance.getByLabel(/^Ajouter un mot/).fill("Avant vendredi, merci.");
  await regarder(gestion, "relance");
  await relance.getByRole("button", { name: /^Envoyer \d+ courriel/ }).click();
  await expect(relance).toBeHidden();
  await gestion.goto("/activites/courriels?q=competences");
  await gestion
    .getByRole("gridcell", { name: /Saisie des compétences à terminer/ })
    .first()
    .click();
  await expect(gestion.getByRole("article")).toContainText("Avant vendredi, merci.");
  await gestion.close();
});

test("fermer l’activité pendant que l’enseignante écrit : l’enregistrement est refusé avec la raison, et rien de ce qu’elle a tapé n’est perdu", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/voeux");
  const voeu = page.getByRole("form", { name: "Nouveau vœu" });
  await voeu.getByLabel("Mon vœu porte sur").selectOption({ label: "Une période" });
  await voeu.getByLabel(/^Du/).fill("2027-06-14");
  await voeu.getByLabel(/^Au/).fill("2027-06-18");
  await voeu.getByLabel(/^Précision/).fill("Voyage de classe à Rome");

  const gestion = await browser.newPage();
  await entrer(gestion, "gaelle.morvan");
  await gestion.goto("/activites/ouverture");
  const table = gestion.getByRole("table", { name: "Activités : Intervenants" });
  const decider = async (etat: string, mot: string) => {
    await table.getByRole("row", { name: /Vœux/ }).getByRole("button").click();
    const dialogue = gestion.getByRole("dialog");
    await dialogue.getByLabel("Cette activité est").selectOption({ label: etat });
    await dialogue.getByLabel(/^Message au service/).fill(mot);
    await dialogue.getByRole("button", { name: "Décider" }).click();
    await expect(dialogue).toBeHidden();
  };
  await decider("Fermée", "Reprise lundi.");
  const reponse = page.waitForResponse(
    (r) => r.url().endsWith("/voeux") && r.request().method() === "POST",
  );
  await voeu.getByRole("button", { name: "Ajouter ce vœu" }).click();
  expect((await reponse).status()).toBe(403);
  await expect(voeu.getByRole("alert")).toContainText(
    "Rien de ce que vous avez saisi n’est perdu.",
  );
  await expect(voeu.getByLabel(/^Précision/)).toHaveValue("Voyage de classe à Rome");
  await regarder(page, "fermee");
  await decider("Ouverte", "");
  await gestion.close();
  await page.reload();
  await expect(voeu.getByLabel(/^Précision/)).toHaveValue("Voyage de classe à Rome");
  await voeu.getByRole("button", { name: "Ajouter ce vœu" }).click();
  await expect(
    page.getByRole("listitem").filter({ hasText: "Voyage de classe à Rome" }),
  ).toBeVisible();
});
