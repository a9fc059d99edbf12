import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const detail = (page: Page) => page.getByRole("region", { name: "Détail de la mission" });
const journal = (page: Page) => page.getByRole("log");

/** A year that no other run of the story has taken. */
const annee = () => String(2100 - Math.floor(Math.random() * 9));

/** Types in the field that has the focus, whatever it held. */
async function taper(page: Page, texte: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(texte);
}

async function valider(page: Page, bouton: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: bouton, exact: true }).focus();
  await page.keyboard.press("Enter");
}

test("de la session préparée à la session close : créer, corriger, scinder et fusionner une mission, au clavier", async ({ page }) => {
  test.setTimeout(120_000);
  const vu = surveiller(page);
  await entrer(page, "gaelle.morvan");

  // A session of its own, prepared from the one before and opened.
  const an = annee();
  await page.goto("/activites/sessions");
  await page.getByRole("button", { name: "Préparer une session" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel(/^Année/).focus();
  await taper(page, an);
  await page.keyboard.press("Enter");
  await expect(journal(page)).toContainText(`Session ${an} (${an}-N) : en préparation`);
  await page.goto(`/activites/sessions?filtre=annee%3D%3D${an}`);
  const session = page.getByRole("region", { name: "Détail de la session" });
  await session.getByRole("button", { name: "Ouvrir la session" }).focus();
  await page.keyboard.press("Enter");
  await valider(page, "Ouvrir la session");
  await expect(journal(page)).toContainText(": ouverte.");

  // A mission made by hand.
  await page.goto(`/activites/missions?filtre=session%3D%3D%22${an}-N%22`);
  await page.getByRole("button", { name: "Créer une mission" }).focus();
  await page.keyboard.press("Enter");
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Libellé/).focus();
  await page.keyboard.type("Oraux d’espagnol");
  const centre = dialogue.getByLabel(/^Centre/);
  await centre.focus();
  await page.keyboard.type("jules");
  const option = dialogue.locator("datalist option", { hasText: "JULES" });
  await expect(option).toHaveCount(1);
  await taper(page, (await option.getAttribute("value")) ?? "");
  await expect(dialogue.getByText("Choisi", { exact: true })).toBeVisible();
  await dialogue.getByLabel(/^Jour/).fill(`${an}-06-14`);
  await dialogue.getByLabel(/^Candidats/).focus();
  await page.keyboard.type("25");
  await dialogue.getByLabel(/^Nombre de personnes/).focus();
  await taper(page, "4");
  await page.keyboard.press("Enter");
  await expect(journal(page)).toContainText("Oraux d’espagnol : créée, en brouillon.");

  // Corrected: the first day begins earlier, a second one is added.
  await detail(page).getByRole("tab", { name: "Créneaux (1)" }).click();
  await page.getByLabel("Heure, ligne 1").fill("07:30");
  await page.getByLabel("Heure, ligne 1").press("Alt+ArrowDown");
  await expect(page.getByLabel("Jour, ligne 2")).toHaveValue(`${an}-06-15`);
  await page.getByRole("button", { name: "Enregistrer les créneaux" }).focus();
  await page.keyboard.press("Enter");
  await expect(journal(page)).toContainText("Oraux d’espagnol : l’horaire.");
  await expect(detail(page).getByRole("tab", { name: "Créneaux (2)" })).toBeVisible();

  // Cut in two, then melted again.
  await page.getByRole("button", { name: "Scinder…" }).focus();
  await page.keyboard.press("Enter");
  await valider(page, "Scinder");
  await expect(journal(page)).toContainText("Oraux d’espagnol : scindée en 2.");
  await page.goto(`/activites/missions?filtre=session%3D%3D%22${an}-N%22`);
  const grille = page.getByRole("grid", { name: "Missions" });
  await expect(grille.getByRole("row")).toHaveCount(3);
  await expect(grille.getByRole("row", { name: /13/ })).toBeVisible();
  await page.getByRole("checkbox", { name: "Sélectionner toutes les lignes de la page" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Fusionner…" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Elles deviendraient une seule mission");
  await valider(page, "Fusionner");
  await expect(journal(page)).toContainText("2 missions réunies.");
  await expect(grille.getByRole("row")).toHaveCount(2);
  await expect(grille.getByRole("row", { name: /25/ })).toBeVisible();

  // Opened, the session cannot be closed; the refusal says why and leads there.
  await page.getByRole("group", { name: "Actions sur la mission" }).getByRole("button", { name: "Ouvrir" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("1 mission ouverte");
  await valider(page, "Ouvrir");
  await expect(journal(page)).toContainText("1 mission ouverte.");
  await page.goto(`/activites/sessions?filtre=annee%3D%3D${an}`);
  await session.getByRole("button", { name: "Clore la session" }).focus();
  await page.keyboard.press("Enter");
  await valider(page, "Clore la session");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("1 mission(s) encore ouvertes");
  await page.keyboard.press("Escape");
  await session.getByRole("link", { name: /Les voir/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Actions sur la mission" }).getByRole("button", { name: "Clore" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("1 mission close");
  await valider(page, "Clore");
  await expect(journal(page)).toContainText("1 mission close.");

  // Nothing remains: accepted.
  await page.goto(`/activites/sessions?filtre=annee%3D%3D${an}`);
  await expect(session).toContainText("Rien d’inachevé");
  await session.getByRole("button", { name: "Clore la session" }).focus();
  await page.keyboard.press("Enter");
  await valider(page, "Clore la session");
  await expect(journal(page)).toContainText(`Session ${an} : close.`);
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("changer une mission affectée : on lit d’abord qui est touché", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/missions?filtre=session%3D%3D2027-N%3Bconvoques%3Dgt%3D0%3Betat%3D%3Douverte%3Bsur_place%3D%3Dtrue#general");
  await expect(page.getByRole("grid", { name: "Missions" }).getByRole("row").nth(1)).toBeVisible();
  await detail(page).getByLabel(/^Consigne/).fill("Apporter une pièce d’identité.");
  await detail(page).getByRole("button", { name: "Enregistrer", exact: true }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue).toContainText(/Ce changement touche \d+ personne/);
  await expect(dialogue).toContainText("Envoyer une convocation rectificative");
  await dialogue.getByRole("button", { name: "Appliquer" }).click();
  await expect(journal(page)).toContainText(": la consigne.");
  await expect(detail(page)).toContainText("Changée le");
  await detail(page).getByRole("button", { name: "Supprimer…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Supprimer", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Annulez d’abord le traitement de convocation");
});

test("le calendrier se parcourt aux flèches et ouvre un jour ; l’export dit l’heure du centre", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/missions#calendrier");
  const grille = page.getByRole("grid", { name: /^Calendrier de la session 2027-N/ });
  await expect(grille).toBeVisible();
  const occupe = grille.getByRole("button", { name: /: \d+ mission/ }).first();
  const place = await occupe.getAttribute("data-case");
  await grille.locator('[data-case="0-0"]').focus();
  const [ligne = 0, jour = 0] = (place ?? "").split("-").map(Number);
  for (let i = 0; i < ligne; i += 1) {
    await page.keyboard.press("ArrowDown");
  }
  for (let i = 0; i < jour; i += 1) {
    await page.keyboard.press("ArrowRight");
  }
  await expect(occupe).toBeFocused();
  await page.keyboard.press("Enter");
  const table = page.getByRole("dialog").getByRole("table", { name: "Créneaux du jour" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await table.getByRole("link").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Missions" }).getByRole("row")).toHaveCount(2);
  const heure = await page.getByLabel("Heure, ligne 1").inputValue();
  await page.getByRole("button", { name: "Exporter" }).click();
  const [fichier] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Tout le filtre, en CSV" }).click()]);
  expect(await readFile(await fichier.path(), "utf8")).toContain(` ${heure}`);

  await page.getByRole("button", { name: "Carte", exact: true }).click();
  await expect(page.getByRole("application", { name: "Carte des besoins de la session 2027-N" })).toBeVisible();
});

test("choisir au clavier les épreuves qui donnent lieu à missions", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/reglementation?filtre=session%3D%3D2026-N");
  await page.goto("/activites/reglementation?filtre=session%3D%3D2027-N%3Bexamen%3D%3DDNB");
  const grille = page.getByRole("grid", { name: "Réglementation" });
  const ligne = grille.getByRole("row").nth(1);
  await ligne.getByRole("gridcell").nth(1).click();
  await page.keyboard.press("n");
  await expect(journal(page)).toContainText("1 épreuve-option ne donnent plus lieu à missions.");
  await expect(page.getByRole("region", { name: "Détail de l’épreuve" })).toContainText(/Non, choisi par/);
  await page.keyboard.press("o");
  await expect(page.getByRole("region", { name: "Détail de l’épreuve" })).toContainText(/Oui, choisi par/);
  await page.getByRole("checkbox", { name: "Sélectionner toutes les lignes de la page" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "N’y donnent pas lieu" }).click();
  await expect(page.getByRole("dialog")).toContainText(/changeraient?\./);
  await page.keyboard.press("Escape");
});

test("un établissement devient centre de la session, puis la quitte", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/etablissements-centres");
  await page.getByRole("link", { name: "Centres de la session" }).click();
  await page.getByRole("button", { name: "Ajouter un centre" }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Établissement/).fill("Collège");
  const option = dialogue.locator("datalist option").first();
  await expect(option).toHaveCount(1);
  await dialogue.getByLabel(/^Établissement/).fill((await option.getAttribute("value")) ?? "");
  await dialogue.getByRole("button", { name: "Ajouter" }).click();
  await expect(journal(page)).toContainText(": centre de la session 2027-N.");
  const fiche = page.getByRole("region", { name: "Détail du centre" });
  await fiche.getByLabel("Chef de centre").fill("Mme Kermarrec");
  await fiche.getByRole("checkbox", { name: "Oral" }).check();
  await fiche.getByRole("button", { name: "Enregistrer" }).click();
  await expect(journal(page)).toContainText("modifications enregistrées");
  await fiche.getByRole("button", { name: "Retirer de la session" }).click();
  await expect(journal(page)).toContainText("retiré de la session");
});
