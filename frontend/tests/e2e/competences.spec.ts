import { expect, test, type Page } from "@playwright/test";
import { entrer } from "./identite";

const TELEPHONE = { width: 360, height: 740 };

const carte = (page: Page, epreuve: string) => page.getByRole("list", { name: "Mes compétences" }).getByRole("listitem").filter({ hasText: epreuve });

test("sur un téléphone, Claire valide, refuse avec un motif, commente, déclare une compétence, puis se ravise", async ({ page }) => {
  await page.setViewportSize(TELEPHONE);
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/competences-saisie");
  const sio = carte(page, "MATHEMATIQUES 1");
  await expect(sio).toContainText("LECLERE Claire (C)");
  await sio.getByRole("button", { name: /^Valider/ }).click();
  await expect(sio).toContainText("LECLERE (V)");

  await sio.getByRole("button", { name: /^Refuser/ }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByRole("button", { name: "Refuser" })).toBeDisabled();
  await dialogue.getByLabel(/^Pourquoi/).fill("Je n’enseigne plus en BTS SIO.");
  await dialogue.getByRole("button", { name: "Refuser" }).click();
  await expect(sio).toContainText("Non effective");
  await sio.getByText("Qui l’a dit, et quand").click();
  await expect(sio.getByRole("list", { name: "Auteurs" })).toContainText("Je n’enseigne plus en BTS SIO.");

  const cgo = carte(page, "COMPTA ET GEST. DES ORGANISATIONS");
  await cgo.getByRole("button", { name: /^Commenter/ }).click();
  await dialogue.getByLabel("Commentaire").fill("Sauf le mercredi.");
  await dialogue.getByRole("button", { name: "Valider" }).click();
  await expect(cgo).toContainText("LECLERE (V)");

  await page.getByRole("button", { name: "Déclarer une compétence" }).click();
  await dialogue.getByLabel("Chercher dans la réglementation").fill("dnb math");
  await dialogue.getByRole("radio", { name: /MATHEMATIQUES – DNB/ }).check();
  await dialogue.getByLabel("Commentaire").fill("J’ai une classe de troisième à Brest.");
  await dialogue.getByRole("button", { name: "Déclarer" }).click();
  const dnb = carte(page, "DIPLOME NATIONAL DU BREVET");
  await expect(dnb).toContainText("LECLERE (C)");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await page.content()).not.toMatch(/NUMEN/i);

  await dnb.getByRole("button", { name: /^Retirer mon avis/ }).click();
  await expect(dnb).toHaveCount(0);
  await sio.getByRole("button", { name: /^Valider/ }).click();
  await expect(sio).toContainText("Effective");
});

test("le gestionnaire ferme l’activité pendant que Claire écrit : son envoi est refusé avec la raison, rien n’est perdu", async ({ page, browser }) => {
  await page.setViewportSize(TELEPHONE);
  await entrer(page, "claire.leclere", /enseignant/);
  await page.goto("/activites/competences-saisie");
  await carte(page, "MATHEMATIQUES 2").getByRole("button", { name: /^Refuser/ }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Pourquoi/).fill("Un motif long à taper.");

  const gestion = await browser.newPage();
  await entrer(gestion, "gaelle.morvan");
  const decider = async (ouverte: boolean) => {
    const { ouvertures } = (await (await gestion.request.get("/api/v1/ouvertures")).json()) as { ouvertures: { service: string; activite: string; derniere?: string }[] };
    const derniere = ouvertures.find((o) => o.service === "intervenant" && o.activite === "competences-saisie")?.derniere;
    const r = await gestion.request.post("/api/v1/ouvertures", { data: { service: "intervenant", activite: "competences-saisie", ouverte, message: "", ...(derniere ? { derniere } : {}) } });
    expect(r.ok()).toBe(true);
  };
  await decider(false);
  try {
    const refus = page.waitForResponse((r) => r.url().endsWith("/avis") && r.request().method() === "PUT");
    await dialogue.getByRole("button", { name: "Refuser" }).click();
    expect((await refus).status()).toBe(403);
    await expect(dialogue.getByRole("alert")).toContainText("Activité fermée par le gestionnaire académique.");
    await expect(dialogue.getByLabel(/^Pourquoi/)).toHaveValue("Un motif long à taper.");
  } finally {
    await decider(true);
  }
  await dialogue.getByRole("button", { name: "Refuser" }).click();
  await expect(carte(page, "MATHEMATIQUES 2")).toContainText("Non effective");
  await gestion.close();
});

test("la gestionnaire règle, simule, lit qui gagne quoi et pourquoi, applique, puis valide en masse", async ({ page }) => {
  test.setTimeout(120_000);
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/regles-competence?q=management");
  const regles = page.getByRole("grid", { name: "Règles de compétence" });
  await expect(regles.getByRole("row").nth(1)).toContainText("MANAGEMENT");
  await page.getByRole("button", { name: "Ajouter une règle" }).click();
  const fiche = page.getByRole("form", { name: "Nouvelle règle" });
  await fiche.getByLabel("Matière").fill("6130");
  await fiche.getByLabel("Discipline de poste").fill("l8011");
  await fiche.getByLabel("Épreuve-option").fill("btn management");
  await fiche.getByRole("list", { name: "Épreuves-options trouvées" }).getByRole("button", { name: /MANAGEMENT/ }).click();
  await fiche.getByRole("button", { name: "Ajouter" }).click();
  await expect(fiche.getByText("n’est pas six caractères").first()).toBeVisible();
  await fiche.getByLabel("Matière").fill("06130?");
  await fiche.getByLabel("Diplôme").fill("");
  await fiche.getByLabel("Dispositif").fill("");
  await fiche.getByLabel("Année du cycle").selectOption({ label: "Toutes" });
  await fiche.getByLabel("Commentaire").fill("Essai de la simulation");
  await fiche.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.getByRole("log")).toContainText("Règle ajoutée");

  await page.getByRole("link", { name: "Calcul des compétences" }).click();
  await page.getByLabel("Examen", { exact: true }).selectOption({ label: "BACCALAUREAT TECHNOLOGIQUE" });
  await page.getByRole("button", { name: "Simuler le calcul" }).click();
  const bilan = page.getByRole("region", { name: "Bilan du calcul" });
  await expect(bilan).toContainText("À confirmer", { timeout: 60_000 });
  const difference = page.getByRole("grid", { name: "Différence" });
  await expect(difference.getByRole("row").nth(1)).toContainText("Gagne");
  await expect(difference.getByRole("row").nth(1)).toContainText("←");
  await page.getByRole("button", { name: "Appliquer cette différence" }).click();
  await expect(bilan).toContainText("Appliqué", { timeout: 60_000 });
  await page.getByRole("button", { name: "Simuler le calcul" }).click();
  await expect(page.getByText("Aucune différence")).toBeVisible({ timeout: 60_000 });

  await page.goto("/activites/competences?q=biologie#origines");
  const grille = page.getByRole("grid", { name: "Compétences" });
  await expect(grille.getByRole("row").nth(1)).toContainText("SYS (C)");
  await expect(page.getByRole("table", { name: "Pourquoi le calcul l’a donnée" })).toContainText("discipline L1600");
  await grille.getByRole("checkbox").nth(1).check();
  await grille.getByRole("checkbox").nth(2).check();
  const selection = page.getByRole("status").filter({ hasText: "2 lignes sélectionnées" });
  await selection.getByRole("button", { name: "Refuser…" }).click();
  const dialogue = page.getByRole("dialog");
  await expect(dialogue.getByRole("status", { name: "Ce que cela changerait" })).toContainText("Cesseraient de l’être");
  await expect(dialogue.getByRole("button", { name: "Refuser" })).toBeDisabled();
  await dialogue.getByLabel(/^Pourquoi/).fill("Épreuve assurée par un autre centre.");
  await dialogue.getByRole("button", { name: "Refuser" }).click();
  await expect(grille.getByRole("row").nth(1)).toContainText("Gaëlle MORVAN (R)");
  await selection.getByRole("button", { name: "Retirer mon avis" }).click();
  await dialogue.getByRole("button", { name: "Retirer" }).click();
  await expect(grille.getByRole("row").nth(1)).not.toContainText("Gaëlle MORVAN");
});

test("un CSV de règles est lu sans effet, ses lignes fautives sont dites, puis il est importé", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/regles-competence");
  const arrivee = page.waitForEvent("download");
  await page.getByRole("button", { name: "Exporter pour modifier (CSV)" }).click();
  expect((await arrivee).suggestedFilename()).toMatch(/regles-competence.*\.csv$/);
  await page.getByRole("button", { name: "Importer un CSV…" }).click();
  const dialogue = page.getByRole("dialog");
  const entete = "Code examen;Code spécialité;Code épreuve;Option;Matière;Diplôme;Discipline de poste;Priorité\n";
  await dialogue.getByLabel("Fichier", { exact: true }).setInputFiles({ name: "regles.csv", mimeType: "text/csv", buffer: Buffer.from(`${entete}BTS;31406;M;;61300;;P1315;4\nBTS;31406;INCONNUE;;061300;;;1\n`) });
  await expect(dialogue.getByRole("list", { name: "Lignes rejetées" })).toContainText("Ligne 3");
  await dialogue.getByRole("button", { name: "Importer" }).click();
  await expect(page.getByRole("log")).toContainText("1 règle ajoutée");
});

test("l’inspectrice, dans sa discipline, refuse une compétence, propose des réservistes ; la gestionnaire décide", async ({ page, browser }) => {
  await entrer(page, "anne.lebihan");
  await page.goto("/activites/competences?q=specialite+math#avis");
  const grille = page.getByRole("grid", { name: "Compétences" });
  await expect(grille.getByRole("row").nth(1)).toContainText("L1300");
  const detail = page.getByRole("region", { name: "Détail de la compétence" });
  await detail.getByRole("button", { name: /^Refuser/ }).click();
  const dialogue = page.getByRole("dialog");
  await dialogue.getByLabel(/^Pourquoi/).fill("Visite d’inspection à venir.");
  await dialogue.getByRole("button", { name: "Refuser" }).click();
  await expect(detail.getByRole("table", { name: "Auteurs de la compétence" }).getByRole("row", { name: /Inspecteur/ })).toContainText("Visite d’inspection à venir.");
  await detail.getByRole("button", { name: /^Retirer mon avis/ }).click();

  await page.getByRole("link", { name: "Déclarer en masse" }).click();
  const personnes = page.getByRole("grid", { name: "Intervenants" });
  await expect(personnes.getByRole("row").nth(1)).toContainText("L1300");
  await personnes.getByRole("checkbox").last().check();
  await page.getByRole("button", { name: "Proposer comme réservistes…" }).click();
  await dialogue.getByLabel("Commentaire").fill("Disponible tout juin.");
  await dialogue.getByRole("button", { name: "Proposer" }).click();
  await expect(page.getByRole("log")).toContainText("1 proposition enregistrée");
  await page.getByRole("button", { name: "Désigner des contractuels…" }).click();
  await dialogue.getByRole("button", { name: "Proposer" }).click();
  await expect(page.getByRole("log")).toContainText("Désigner des contractuels");

  const gestion = await browser.newPage();
  await entrer(gestion, "gaelle.morvan");
  await gestion.goto("/activites/competences?q=&filtre=commentaire%3D%3D%22Disponible%20tout%20juin.%22#propositions");
  const propositions = gestion.getByRole("grid", { name: "Réservistes et contractuels" });
  await expect(propositions.getByRole("row").nth(1)).toContainText("Anne LE BIHAN");
  await propositions.getByRole("checkbox").nth(1).check();
  await gestion.getByRole("button", { name: "Retenir" }).click();
  await expect(propositions.getByRole("row").nth(1)).toContainText("Retenue");
  await gestion.close();
});
