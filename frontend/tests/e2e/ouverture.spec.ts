import { expect, test } from "@playwright/test";
import { entrer } from "./identite";

test("fermer une activité avec un mot, puis la rouvrir ; l’enseignante le lit aussitôt", async ({ page, browser }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/ouverture");
  const table = page.getByRole("table", { name: "Activités : Intervenants" });
  const ligne = table.getByRole("row", { name: /Saisie des compétences/ }).first();
  const decider = async (etat: string, mot: string) => {
    await ligne.getByRole("button").click();
    const dialogue = page.getByRole("dialog");
    await dialogue.getByLabel("Cette activité est").selectOption({ label: etat });
    await dialogue.getByLabel(/^Message au service/).fill(mot);
    await dialogue.getByRole("button", { name: "Décider" }).click();
    await expect(dialogue).toBeHidden();
  };
  await expect(ligne).toContainText("Ouverte");
  await decider("Fermée", "Reprise lundi à 8 h.");
  await expect(ligne).toContainText("Fermée");
  await expect(ligne).toContainText("Reprise lundi à 8 h.");

  const chezClaire = await browser.newPage();
  await entrer(chezClaire, "claire.leclere", /enseignant/);
  await expect(chezClaire.getByRole("navigation", { name: "Activités" })).toContainText("Activité fermée par le gestionnaire académique.");
  await chezClaire.close();

  await decider("Ouverte", "");
  await expect(ligne).toContainText("Jusqu’à nouvel ordre");
  // One examen alone: its own line, its own word in the menu, then as the others again.
  await ligne.getByRole("button").click();
  const dialogue = page.getByRole("dialog");
  const examen = dialogue.getByLabel("Pour");
  const nom = (await examen.getByRole("option").nth(1).textContent()) ?? "";
  await examen.selectOption({ label: nom });
  await dialogue.getByLabel("Cette activité est").selectOption({ label: "Fermée" });
  await dialogue.getByRole("button", { name: "Décider" }).click();
  const propre = table.getByRole("row", { name: /^↳/ });
  await expect(propre).toContainText("Fermée");
  await propre.getByRole("button").click();
  await dialogue.getByLabel("Cette activité est").selectOption({ label: "Comme pour les autres examens" });
  await dialogue.getByRole("button", { name: "Décider" }).click();
  await expect(propre).toHaveCount(0);
  await page.getByRole("tab", { name: "Historique" }).click();
  await expect(page.getByRole("grid", { name: "Historique des ouvertures" })).toContainText("Reprise lundi à 8 h.");
});
