import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "./identite";

const IBAN = "FR1420041010050500013M02606";
const detail = (page: Page) => page.getByRole("region", { name: "Détail de l’intervenant" });
const onglet = (page: Page, nom: string) => detail(page).getByRole("tab", { name: nom, exact: true });
const journal = (page: Page) => page.getByRole("log");
const historique = (page: Page) => page.getByRole("table", { name: "Historique" });

/** A name of its own for each run: the database may outlive it. */
const unique = () => `TEST${Date.now().toString(36).toUpperCase()}`;

async function ouvrir(page: Page, recherche = ""): Promise<void> {
  await entrer(page, "gaelle.morvan");
  await page.goto(`/activites/intervenants${recherche}`);
  await expect(detail(page).getByRole("tab")).toHaveCount(10);
}

async function creerExterne(page: Page, nom: string, prenom = "Camille"): Promise<void> {
  await page.getByRole("button", { name: "Créer un intervenant externe" }).click();
  const dialogue = page.getByRole("dialog", { name: "Créer un intervenant externe" });
  await dialogue.getByLabel(/^Nom d’usage/).fill(nom);
  await dialogue.getByLabel(/^Prénom/).fill(prenom);
  await dialogue.getByLabel("Profession ou qualité").fill("Expert-comptable");
  await dialogue.getByRole("button", { name: "Créer", exact: true }).click();
}

test("créer un externe ; un homonyme est montré, et se crée quand même", async ({ page }) => {
  const vu = surveiller(page);
  const nom = unique();
  await ouvrir(page);
  await creerExterne(page, nom);
  await expect(journal(page)).toContainText(`${nom} Camille : créé(e).`);
  await expect(detail(page).getByRole("heading", { level: 2 })).toHaveText(`${nom} Camille`);
  await expect(page).toHaveURL(/filtre=numero/);

  await creerExterne(page, nom);
  const dialogue = page.getByRole("dialog", { name: "Créer un intervenant externe" });
  await expect(dialogue.getByRole("alert")).toContainText(`${nom} Camille (n°`);
  await expect(dialogue.getByLabel(/^Nom d’usage/)).toHaveValue(nom);
  await dialogue.getByRole("button", { name: "Créer quand même" }).click();
  await expect(dialogue).toBeHidden();

  await page.goto(`/activites/intervenants?q=${nom}`);
  await expect(page.getByText(/\(2 éléments\)/)).toBeVisible();
  await onglet(page, "Historique").click();
  await expect(historique(page).getByRole("row", { name: /Création/ })).toContainText("Expert-comptable");
  expect(vu).toEqual({ etrangeres: [], erreurs: [] });
});

test("un externe se supprime ; une personne venue d’EPP, non", async ({ page }) => {
  const nom = unique();
  await ouvrir(page);
  await creerExterne(page, nom);
  await detail(page).getByRole("button", { name: "Supprimer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Supprimer" }).click();
  await expect(journal(page)).toContainText(`${nom} Camille : supprimé(e).`);
  await expect(page.getByText("Aucune ligne ne correspond à la recherche et aux filtres.")).toBeVisible();

  await page.goto("/activites/intervenants?q=leclere%20claire");
  await expect(detail(page).getByRole("heading", { level: 2 })).toHaveText("LECLERE Claire");
  await expect(detail(page).getByRole("button", { name: "Supprimer" })).toHaveCount(0);
  const refus = await page.evaluate(async () => {
    const { items } = (await (await fetch("/api/v1/intervenants?q=leclere%20claire")).json()) as { items: { id: string; version: number }[] };
    const r = await fetch(`/api/v1/intervenants/${items[0]?.id}`, { method: "DELETE", headers: { "If-Match": `"${items[0]?.version}"` } });
    return { status: r.status, ...((await r.json()) as { code: string; detail: string }) };
  });
  expect(refus).toMatchObject({ status: 409, code: "intervenant.origine" });
  expect(refus.detail).toContain("EPP");
});

test("un courriel corrigé à la main est protégé des fichiers, puis leur est rendu", async ({ page }) => {
  await ouvrir(page, "?filtre=origine%3D%3DEPP&tri=-numero");
  const nom = await detail(page).getByRole("heading", { level: 2 }).textContent();
  await page.getByLabel("Courriel").fill(`${unique().toLowerCase()}@exemple.fr`);
  await expect(detail(page).getByText("Saisie non enregistrée")).toBeVisible();
  // Looking at another tab loses nothing.
  await onglet(page, "Missions").click();
  await onglet(page, "Identité").click();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(journal(page)).toContainText(`${nom} : modifications enregistrées.`);
  await expect(detail(page).getByText("corrigé à la main, protégé des fichiers")).toHaveCount(1);
  await page.getByRole("button", { name: "Rendre aux fichiers" }).click();
  await expect(detail(page).getByText("corrigé à la main, protégé des fichiers")).toHaveCount(0);
  await onglet(page, "Historique").click();
  await expect(historique(page)).toContainText("Courriel : intervenant");
});

test("écarter demande un motif, qui reste à l’historique", async ({ page }) => {
  const nom = unique();
  await ouvrir(page);
  await creerExterne(page, nom);
  await expect(detail(page).getByRole("heading", { level: 2 })).toHaveText(`${nom} Camille`);
  await onglet(page, "Identité").click();
  await page.getByRole("combobox", { name: "État" }).selectOption("Écarté");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(detail(page).getByText("Dites pourquoi l’état change")).toBeVisible();
  await detail(page).getByLabel("Motif").fill("Ne souhaite plus être convoqué");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(detail(page).locator("header").getByText("Écarté")).toBeVisible();
  await onglet(page, "Historique").click();
  const ligne = historique(page).getByRole("row", { name: /Modification/ });
  await expect(ligne).toContainText("État : Actif → Écarté");
  await expect(ligne).toContainText("Ne souhaite plus être convoqué");
  await expect(page).toHaveURL(/#historique$/);
});

test("un IBAN faux est refusé au champ ; le bon se lit avec un motif, trente secondes, et la lecture se voit", async ({ page }) => {
  const nom = unique();
  await page.clock.install();
  await ouvrir(page);
  await creerExterne(page, nom);
  await expect(detail(page).getByRole("heading", { level: 2 })).toHaveText(`${nom} Camille`);
  await onglet(page, "Dossier").click();
  await page.getByRole("button", { name: "Saisir l’IBAN" }).click();
  const saisie = page.getByRole("dialog", { name: /^IBAN de/ });
  const champ = saisie.getByLabel(/^IBAN/);
  await champ.fill(IBAN.replace("606", "607"));
  await saisie.getByRole("button", { name: "Enregistrer" }).click();
  await expect(champ).toHaveAttribute("aria-invalid", "true");
  await expect(champ).toHaveAccessibleDescription(/clé/);
  await expect(champ).toHaveValue(IBAN.replace("606", "607"));
  await champ.fill(IBAN);
  await saisie.getByRole("button", { name: "Enregistrer" }).click();
  await expect(saisie).toBeHidden();
  await expect(detail(page).getByText("••••••••••2606")).toBeVisible();

  const lire = page.getByRole("button", { name: "Lire l’IBAN" });
  await lire.click();
  const lecture = page.getByRole("dialog", { name: /^Lire l’IBAN/ });
  await expect(lecture.getByRole("button", { name: "Lire", exact: true })).toBeDisabled();
  await lecture.getByLabel(/^Motif de la lecture/).fill("Contrôle d’un virement");
  await page.keyboard.press("Enter");
  await expect(detail(page).getByText(IBAN)).toBeVisible();
  await expect(page.getByRole("button", { name: "Masquer l’IBAN" })).toBeFocused();
  await page.clock.fastForward(31_000);
  await expect(detail(page).getByText(IBAN)).toHaveCount(0);
  await expect(detail(page).getByText("••••••••••2606")).toBeVisible();
  expect(page.url()).not.toContain("FR14");

  await onglet(page, "Historique").click();
  await expect(historique(page).getByRole("row", { name: /Lecture d’un secret/ })).toContainText("Contrôle d’un virement");
  await expect(historique(page).getByRole("row", { name: /Secret saisi/ })).toContainText("••••••••••2606");
  await expect(historique(page)).not.toContainText(IBAN);

  await page.getByRole("button", { name: "Rechercher par NUMEN, NIR ou IBAN" }).click();
  const recherche = page.getByRole("dialog", { name: "Rechercher par NUMEN, NIR ou IBAN" });
  await recherche.getByLabel("Numéro cherché").selectOption("IBAN");
  await recherche.getByLabel(/^Valeur/).fill(IBAN);
  await recherche.getByRole("button", { name: "Rechercher" }).click();
  await expect(recherche.getByRole("button", { name: new RegExp(`^${nom}`) }).or(journal(page).getByText("1 personne trouvée")).first()).toBeVisible();
  expect(page.url()).not.toContain("FR14");
});

test("un chef d’établissement ne voit ni dossier, ni historique, ni frais", async ({ page }) => {
  await entrer(page, "yves.kermarrec", /établissement/i);
  await page.goto("/activites/personnels");
  await page.getByRole("region", { name: "Personnels et disponibilité" }).getByRole("button", { name: /LECLERE Claire/ }).click();
  const fiche = page.getByRole("dialog");
  await expect(fiche.getByRole("tab")).toHaveText(["Établissements", "Enseignements", "Compétences", "Missions"]);
  for (const nom of ["Enseignements", "Compétences", "Missions"]) {
    await fiche.getByRole("tab", { name: nom }).click();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
  await expect(page.getByRole("button", { name: "Créer un intervenant externe" })).toHaveCount(0);
});
