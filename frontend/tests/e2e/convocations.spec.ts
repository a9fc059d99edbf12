import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

/** The first mission of Claire that waits to be convoked, and where its hours are changed. */
type Affectation = Readonly<{ mission: string; debut: string }>;
type Mission = Readonly<{ mission: { version: number } }>;

test("contester avec un justificatif, lire le motif, relancer ; le chef suit, le centre modifie, chacun signe", async ({ page, browser }) => {
  test.setTimeout(90_000);
  await entrer(page, "gaelle.morvan");
  const telephone = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await entrer(telephone, "claire.leclere", /enseignant/);
  await telephone.goto("/activites/missions-consultation");
  await telephone.getByRole("button", { name: "Je ne peux pas…" }).first().click();
  const dialogue = telephone.getByRole("dialog");
  await dialogue.getByLabel("Nature").selectOption({ label: "Santé" });
  await dialogue.getByLabel(/^Motif/).fill("Opération programmée");
  await dialogue.getByLabel(/^Justificatif/).setInputFiles({ name: "certificat.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF\n") });
  await dialogue.getByRole("button", { name: "Transmettre" }).click();
  await expect(dialogue).toBeHidden();
  const contestee = telephone.getByRole("article").filter({ hasText: "Contestée" }).first();
  await expect(contestee).toContainText("Justificatif reçu");
  expect(await telephone.evaluate(() => document.documentElement.scrollWidth), "rien ne déborde d’un téléphone").toBeLessThanOrEqual(360);
  await telephone.close();

  await page.goto("/activites/convocations#lettres");
  const vues = page.getByRole("group", { name: "Vues et impression" });
  await vues.getByRole("button", { name: "Contestées" }).click();
  const lettres = page.getByRole("grid", { name: "Convocations" });
  await lettres.getByRole("row", { name: /LECLERE/ }).first().getByText("LECLERE").click();
  await page.getByRole("button", { name: "Lire le motif de la contestation" }).click();
  await expect(page.getByText("Opération programmée")).toBeVisible();
  await expect(page.getByRole("link", { name: "Télécharger le justificatif" })).toBeVisible();
  await vues.getByRole("button", { name: "Sans réponse" }).click();
  await expect(lettres.getByRole("row", { name: /Acquittée|Contestée/ })).toHaveCount(0);
  await lettres.getByRole("row", { name: /Originale/ }).first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "Relancer…" }).click();
  const relance = page.getByRole("dialog");
  await expect(relance.getByRole("status")).toContainText("À relancer par courriel");
  await relance.getByRole("button", { name: "Envoyer 1 relance" }).click();
  await expect(relance).toBeHidden();
  await page.getByRole("button", { name: "Relancer…" }).click();
  await expect(relance.getByRole("button", { name: "Envoyer 0 relance" }), "jamais deux fois le même jour").toBeDisabled();
  await relance.getByRole("button", { name: "Ne rien faire" }).click();

  await page.goto("/activites/convocations#modeles");
  await page.getByRole("button", { name: /^Modifier/ }).first().click();
  await page.getByLabel("Chercher une personne").fill("leclere");
  await expect(page.getByLabel("Affectation").getByRole("option", { name: /LECLERE/ }).first()).toBeAttached();
  await page.getByLabel("Affectation").selectOption({ index: 1 });
  const apercu = page.waitForResponse((r) => r.url().endsWith("/modeles-lettre/apercu"));
  await page.getByRole("button", { name: "Aperçu (PDF, nouvel onglet)" }).click();
  expect((await apercu).status()).toBe(200);

  const chef = await browser.newPage();
  await entrer(chef, "yves.kermarrec", /établissement/i);
  await chef.goto("/activites/personnels#convocations");
  const siennes = chef.getByRole("grid", { name: "Convocations de mes personnels" });
  await expect(siennes.getByRole("row").nth(1)).toBeVisible();
  const lot = await chef.request.get((await chef.getByRole("link", { name: /^Imprimer/ }).getAttribute("href")) ?? "");
  expect(lot.headers()["content-type"]).toBe("application/pdf");
  await chef.goto("/activites/signature-etablissement");
  await signer(chef, "Le proviseur");
  await chef.close();

  const centre = await browser.newPage();
  await entrer(centre, "yves.kermarrec", /centre/i);
  await centre.goto("/activites/convocation-mission");
  await centre.getByRole("button", { name: /^Modifier…/ }).first().click();
  const mot = centre.getByRole("dialog");
  await mot.getByLabel("Consigne").fill("Salle B12, entrée rue Foch");
  await mot.getByRole("button", { name: "Éditer la rectificative" }).click();
  await expect(mot).toBeHidden();
  await expect(centre.getByRole("table", { name: /en vigueur/ }).getByRole("row", { name: /Rectificative/ }).first()).toBeVisible();
  await centre.goto("/activites/signature-centre");
  await signer(centre, "La cheffe de centre");
  await centre.close();
});

/** A signature put in use shows in the table at once. */
async function signer(page: Page, qualite: string): Promise<void> {
  await page.getByLabel(/^Qualité/).fill(qualite);
  await page.getByLabel(/^Nom/).fill("Y. KERMARREC");
  await page.getByRole("button", { name: "Mettre en usage" }).click();
  await expect(page.getByRole("table", { name: "Signatures en usage" })).toContainText(qualite);
}

test("contrôler, convoquer, ouvrir au téléphone, accuser réception, changer l’heure, rectifier, annuler", async ({ page, browser }) => {
  test.setTimeout(180_000);
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/convocations");
  await page.getByRole("button", { name: "Nouveau paramétrage…" }).click();
  const saisie = page.getByRole("dialog");
  await saisie.getByLabel(/^Nom/).fill("Claire");
  await saisie.getByLabel("Filtre des affectations").fill("nomm==LECLERE");
  await saisie.getByLabel("Regroupement").selectOption({ label: "Une lettre par mission" });
  await saisie.getByRole("button", { name: "Enregistrer" }).click();
  await expect(saisie.getByRole("alert"), "un filtre illisible est refusé, rien n’est perdu").toContainText("nomm");
  await saisie.getByLabel("Filtre des affectations").fill("nom==LECLERE;prenom==Claire");
  await saisie.getByRole("button", { name: "Enregistrer" }).click();
  await expect(saisie).toBeHidden();

  await page.getByRole("button", { name: "Contrôler… Claire" }).click();
  const controle = page.getByRole("dialog");
  await expect(controle).toContainText("Affectations à convoquer");
  const convoquer = controle.getByRole("button", { name: /^Traitement officiel/ });
  await expect(convoquer).toBeVisible();
  const apercu = await page.request.get((await controle.getByRole("link", { name: /Voir toutes les lettres/ }).getAttribute("href")) ?? "");
  expect(apercu.headers()["content-type"]).toBe("application/pdf");
  await convoquer.click();
  const traitements = page.getByRole("table", { name: "Traitements de convocation" });
  await expect(traitements.getByRole("row", { name: /Claire/ })).toContainText("Terminé", { timeout: 30_000 });

  const telephone = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await entrer(telephone, "claire.leclere", /enseignant/);
  await telephone.goto("/activites/missions-consultation");
  const cartes = telephone.getByRole("article");
  await expect(cartes.first()).toBeVisible();
  const originales = await cartes.count();
  expect(originales).toBeGreaterThan(1);
  const carte = cartes.nth(1);
  await carte.getByRole("button", { name: "Ouvrir" }).click();
  await expect(carte.getByRole("link", { name: /La lettre/ })).toBeVisible();
  await expect(carte).toContainText("Ouverte");
  const lettre = await telephone.request.get((await carte.getByRole("link", { name: /La lettre/ }).getAttribute("href")) ?? "");
  expect((await lettre.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await carte.getByRole("button", { name: "J’en accuse réception" }).click();
  await expect(carte).toContainText("Acquittée");
  expect(await telephone.evaluate(() => document.documentElement.scrollWidth), "rien ne déborde d’un téléphone").toBeLessThanOrEqual(360);

  // Another hour: exactly her letter is to be corrected.
  const liste = (await (await page.request.get("/api/v1/affectations?filtre=nom==LECLERE;prenom==Claire;etat==convoquee;sur_place==true&tri=debut&taille=20")).json()) as { items: Affectation[] };
  const mission = liste.items[0]?.mission ?? "";
  const lue = (await (await page.request.get(`/api/v1/missions/${mission}`)).json()) as Mission;
  const change = await page.request.patch(`/api/v1/missions/${mission}`, {
    headers: { "If-Match": `"${lue.mission.version}"` },
    data: { creneaux: [{ jour: liste.items[0]?.debut.slice(0, 10), heure: "06:00", duree_min: 90 }], accepte: true, motif: "Salle libérée" },
  });
  expect(change.ok(), await change.text()).toBe(true);
  await page.goto("/activites/convocations#rectificatifs");
  const rectifs = page.getByRole("table", { name: "Convocations à rectifier" });
  await expect(rectifs.getByRole("row", { name: /LECLERE Claire/ })).toContainText("Dates et heures");
  await page.getByRole("button", { name: /^Éditer/ }).click();
  await expect(traitements.getByRole("row", { name: /Rectificatives/ })).toContainText("Terminé", { timeout: 30_000 });
  await telephone.reload();
  const rectifiee = telephone.getByRole("article").filter({ hasText: "Rectificative" });
  await rectifiee.getByRole("button", { name: "Ouvrir" }).click();
  await expect(rectifiee).toContainText("6 h");

  // The run is undone; the person is told.
  await page.getByRole("button", { name: "Annuler… Claire" }).click();
  await page.getByLabel(/^Motif/).fill("Calendrier à revoir");
  await page.getByRole("button", { name: "Annuler le traitement" }).click();
  await expect(traitements.getByRole("row", { name: /Claire/ })).toContainText("Annulé", { timeout: 30_000 });
  await telephone.reload();
  await expect(telephone.getByRole("article").filter({ hasText: "Annulation" }).first()).toBeVisible();
  await telephone.close();
});

test("le code QR dit si la lettre est en vigueur, et rien de son porteur", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  const lettres = (await (await page.request.get("/api/v1/convocations?filtre=etat==acquittee&taille=20")).json()) as { items: { id: string; nom: string; numero: string }[] };
  const une = lettres.items[0];
  const pdf = await page.request.get(`/api/v1/convocations/${une?.id ?? ""}/lettre`);
  expect(pdf.ok()).toBe(true);
  await page.goto("/v/014-INCONNUINCONNUINCONNU");
  await expect(page.getByRole("alert")).toContainText("Aucune convocation ne répond à ce code");
});
