import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { entrer, surveiller } from "../e2e/identite";

const ECRANS: readonly Readonly<{ qui: string; service?: RegExp; routes: readonly string[] }>[] = [
  { qui: "", routes: ["/portail", "/aide/accueil", "/aide/competences-saisie", "/a-propos/accessibilite", "/a-propos/mentions-legales", "/a-propos/donnees-personnelles", "/v/014-INCONNU", "/nulle-part"] },
  { qui: "paul.finances", routes: ["/activites/liquidation", "/activites/liquidation#retours", "/activites/liquidation#reglages"] },
  { qui: "claire.leclere", service: /enseignant/, routes: ["/activites/competences-saisie", "/activites/missions-consultation", "/activites/etats-frais", "/activites/etats-frais#releve", "/activites/mon-dossier", "/activites/mes-donnees", "/activites/voeux"] },
  {
    qui: "gaelle.morvan",
    routes: [
      "/activites/intervenants",
      "/activites/competences",
      "/activites/competences#personnes",
      "/activites/competences#propositions",
      "/activites/regles-competence",
      "/activites/regles-competence#calcul",
      "/activites/etablissements-centres",
      "/activites/communes",
      "/activites/avancement",
      "/activites/avancement#manques",
      "/activites/avancement#charges",
      "/activites/ocean",
      "/activites/ocean#generation",
      "/activites/ocean#regles",
      "/activites/ocean#alertes",
      "/activites/ocean#coherence",
      "/activites/jurys-commissions",
      "/activites/jurys-commissions#commissions",
      "/activites/jurys-commissions#regles",
      "/activites/missions",
      "/activites/missions#creneaux",
      "/activites/missions#candidats",
      "/activites/missions#besoins",
      "/activites/missions#affectations",
      "/activites/missions#calendrier",
      "/activites/missions#carte",
      "/activites/reglementation",
      "/activites/etablissements-centres#centres",
      "/activites/etablissements-centres#centre-carte",
      "/activites/remplacements",
      "/activites/sessions",
      "/activites/sessions#fiche",
      "/activites/sessions#historique",
      "/activites/echanges",
      "/activites/echanges#differences",
      "/activites/echanges#sources",
      "/activites/rapprochement",
      "/activites/affectation",
      "/activites/affectation#regles",
      "/activites/ouverture",
      "/activites/indisponibilites",
      "/activites/indisponibilites#liste",
      "/activites/indisponibilites#saisir",
      "/activites/indisponibilites#situations",
      "/activites/indisponibilites#voeux",
      "/activites/indisponibilites#pourquoi",
      "/activites/indisponibilites#regles",
      "/activites/suivi-saisies",
      "/activites/courriels",
      "/activites/planification",
      "/activites/baremes",
      "/activites/constat",
      "/activites/frais",
      "/activites/frais#dossiers",
      "/activites/suivi-financier",
      "/activites/suivi-financier#lignes",
      "/activites/baremes#types",
      "/activites/baremes#imputations",
      "/activites/baremes#examens",
      "/activites/baremes#distances",
      "/activites/convocations",
      "/activites/convocations#traitements",
      "/activites/convocations#lettres",
      "/activites/convocations#rectificatifs",
      "/activites/convocations#avancement",
      "/activites/convocations#modeles",
      "/activites/convocations#signatures",
      "/activites/intervenants?q=personne-de-ce-nom",
      "/activites/intervenants?tri=inconnue",
    ],
  },
  { qui: "admin.demo", service: /administr/i, routes: ["/activites/journal", "/activites/habilitations", "/activites/outils", "/activites/outils#webhooks", "/activites/donnees-personnelles"] },
  { qui: "yves.kermarrec", service: /centre/i, routes: ["/activites/constat"] },
  { qui: "yves.kermarrec", service: /établissement/i, routes: ["/activites/personnels", "/activites/personnels#convocations", "/activites/personnels#dispenses", "/activites/indisponibilites-saisie", "/activites/indisponibilites-saisie#liste", "/activites/competences-validation", "/activites/signature-etablissement"] },
  { qui: "yves.kermarrec", service: /centre/i, routes: ["/activites/convocation-mission", "/activites/signature-centre"] },
];

const MODES = [
  { nom: "clair", theme: "clair", largeur: 1366, hauteur: 768 },
  { nom: "sombre", theme: "sombre", largeur: 1366, hauteur: 768 },
  { nom: "320 px", theme: "clair", largeur: 320, hauteur: 640 },
] as const;

async function verifier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).analyze();
  expect(violations.map((v) => `${v.id} [${v.tags.filter((t) => t.startsWith("RGAA-")).join(" ")}] ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`)).toEqual([]);
}

for (const mode of MODES) {
  test(`aucune faute RGAA détectable, ${mode.nom}`, async ({ page }) => {
    test.setTimeout(600_000);
    const vu = surveiller(page);
    await page.setViewportSize({ width: mode.largeur, height: mode.hauteur });
    await page.addInitScript((theme) => localStorage.setItem("imagin.theme", theme), mode.theme);
    for (const { qui, service, routes } of ECRANS) {
      if (qui !== "") {
        await page.context().clearCookies();
        await entrer(page, qui, service);
      }
      for (const route of routes) {
        await test.step(`${qui} ${route}`, async () => {
          await page.goto(route);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          await verifier(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(mode.largeur);
        });
      }
    }
    expect(vu.etrangeres).toEqual([]);
  });
}

test("dialogues et menus de la grille sans faute", async ({ page }) => {
  await entrer(page, "gaelle.morvan");
  await page.goto("/activites/intervenants");
  await page.getByRole("button", { name: "Colonnes" }).click();
  await verifier(page);
  await page.getByRole("button", { name: "Fermer" }).click();
  await page.getByRole("columnheader", { name: /^Nom/ }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await verifier(page);
  await page.getByRole("menuitem", { name: "Filtrer…" }).click();
  await verifier(page);
});
