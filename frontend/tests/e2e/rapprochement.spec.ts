import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const AGENTS = `numen;civilite;nom_usage;prenom;date_naissance;corps;uai_affectation;service
99A1030001YCD;MME;ABGRALL ESSAI;ALIX;1971-02-03;051;0290001U;INTENDANCE
99A1130002YCD;M;BIHAN ESSAI;FRANCIE;1972-03-04;051;0290001U;INTENDANCE
99A1230003YCD;M;SANS NUMEN;;1972-03-04;051;0290001U;INTENDANCE
`;
const personne = (id: number, nom: string, prenom: string, naissance: string) => `<addRequest>
<operationalAttributes><attr name="categoriePersonne"><value>PersEducNat</value></attr></operationalAttributes><identifier><id>${id}</id></identifier>
<attributes><attr name="ENTPersonJointure"><value>${id}</value></attr><attr name="sn"><value>${nom}</value></attr><attr name="givenName"><value>${prenom}</value></attr>
<attr name="ENTPersonDateNaissance"><value>${naissance}</value></attr></attributes></addRequest>`;
const AAF = `<?xml version="1.0" encoding="UTF-8"?>
<ficAlimMENESR>${personne(901, "ABGRALL-ESSAI", "ALIXE", "03/02/1971")}${personne(902, "BIHAN ESSAI", "FRANCY", "04/03/1972")}</ficAlimMENESR>`;

async function deposer(page: Page, source: string, nom: string, texte: string, apercu = false): Promise<void> {
  await page.goto("/activites/echanges");
  const forme = page.getByRole("form", { name: "Déposer un fichier" });
  await forme.getByRole("combobox").selectOption(source);
  await forme.getByLabel("Fichier", { exact: true }).setInputFiles({ name: nom, mimeType: "text/csv", buffer: Buffer.from(texte) });
  await forme.getByLabel("Voir la différence avant d’appliquer").setChecked(apercu);
  await forme.getByRole("button", { name: "Déposer" }).click();
}

test("lire la différence, l’appliquer, renvoyer un rejet, décider d’un doute au clavier", async ({ page }) => {
  const vu = surveiller(page);
  await entrer(page, "gaelle.morvan");
  await deposer(page, "agora", "agora.csv", AGENTS, true);
  const detail = page.getByRole("region", { name: "Rapport de l’import" });
  await expect(detail).toContainText("Aperçu prêt", { timeout: 30_000 });
  await detail.getByRole("tab", { name: "Différences" }).click();
  const differences = detail.getByRole("grid", { name: "Différences" });
  await expect(differences).toContainText("ABGRALL ESSAI ALIX");
  await expect(differences).toContainText("Nouveau");
  await detail.getByRole("tab", { name: /anomalie/ }).click();
  const [rejets] = await Promise.all([page.waitForEvent("download"), detail.getByRole("button", { name: "Télécharger 1 ligne rejetée" }).click()]);
  expect(rejets.suggestedFilename()).toBe("rejets-agora.csv");
  await detail.getByRole("tab", { name: "Rapport" }).click();
  await detail.getByRole("button", { name: "Appliquer cette différence" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Appliquer" }).click();
  await expect(page.getByRole("log")).toContainText("4 créations", { timeout: 30_000 });

  await deposer(page, "aaf", "ENTessai_Complet_20260901_PersEducNat_0000.xml", AAF);
  await expect(page.getByRole("log")).toContainText("anomalies", { timeout: 30_000 });
  await page.goto("/activites/rapprochement");
  const paires = page.getByRole("grid", { name: "Paires à rapprocher" });
  await expect(paires.getByRole("row", { name: /ABGRALL-ESSAI/ })).toBeVisible();
  await paires.getByRole("row", { name: /ABGRALL-ESSAI/ }).getByRole("gridcell").nth(2).click();
  await expect(page.getByRole("table", { name: "Le fichier et la personne connue" })).toContainText("≠");
  await page.keyboard.press("m");
  await expect(page.getByRole("log")).toContainText("ABGRALL-ESSAI ALIXE : même personne.");
  await expect(paires.getByRole("row", { name: /ABGRALL-ESSAI/ })).toHaveCount(0);
  await paires.getByRole("row", { name: /BIHAN ESSAI/ }).getByRole("gridcell").nth(2).click();
  await page.keyboard.press("d");
  await expect(page.getByRole("log")).toContainText("BIHAN ESSAI FRANCY : personnes distinctes.");
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("faire correspondre les colonnes d’une extraction, et régler une collecte", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/echanges#sources");
  const sources = page.getByRole("grid", { name: "Sources" });
  await sources.getByRole("gridcell", { name: "AGAPE (premier degré)" }).click();
  const detail = page.getByRole("region", { name: "Réglages de la source" });
  await detail.getByRole("tab", { name: "Colonnes" }).click();
  await detail.getByLabel("Nom d’usage *").fill("NOM_AGENT");
  await detail.getByRole("button", { name: "Enregistrer les colonnes" }).click();
  await expect(page.getByRole("log")).toContainText("réglages enregistrés");
  await detail.getByRole("tab", { name: "Réglages" }).click();
  await detail.getByLabel("Arrivée").selectOption("dossier");
  await detail.getByLabel("Attendue toutes les (heures)").fill("24");
  await detail.getByLabel("Dossier, sous celui de l’académie").fill("../ailleurs");
  await detail.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await expect(detail.getByLabel("Dossier, sous celui de l’académie")).toHaveValue("../ailleurs");
  await detail.getByLabel("Dossier, sous celui de l’académie").fill("agape");
  await detail.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await detail.getByRole("tab", { name: "État" }).click();
  await expect(detail.getByRole("button", { name: "Collecter maintenant" })).toBeVisible();
});
