// Measures the screen as a gestionnaire feels it: from her gesture to the rows painted, in a real browser.
// IMAGIN_URL says where the service answers; `make bench` calls this over a million affectations.
import { chromium } from "@playwright/test";

const url = process.env.IMAGIN_URL ?? "http://localhost:8080";
const navigateur = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
const page = await navigateur.newPage({ baseURL: url, locale: "fr-FR", viewport: { width: 1366, height: 768 } });

await page.goto("/portail");
await page.getByLabel("Identifiant").fill("gaelle.morvan");
await page.getByLabel("Mot de passe").fill("demonstration");
await page.getByRole("button", { name: "Valider" }).click();
await page.getByRole("main").getByRole("listitem").getByRole("button").first().click();
await page.getByRole("navigation", { name: "Activités" }).waitFor();

const liste = "/activites/avancement?filtre=session%3D%3D2026-N%3Betat%3D%3Deffectuee";
const lignes = page.getByRole("grid").getByRole("row").nth(1);

/** Milliseconds from the click on what `selecteur` names to the first frame that shows other rows. */
const geste = (selecteur) =>
  page.evaluate(async (s) => {
    const corps = document.querySelector('[role="grid"]');
    const bouton = document.querySelector(s);
    // Two rows: the first may be the same person under another sort.
    const vu = () => [...corps.querySelectorAll('[role="row"]')].slice(1, 4).map((l) => l.textContent).join("|");
    const avant = vu();
    const debut = performance.now();
    bouton.click();
    while (vu() === avant || corps.getAttribute("aria-busy") === "true") {
      await new Promise((r) => requestAnimationFrame(r));
      if (performance.now() - debut > 10_000) throw new Error(`rien n’a changé après ${s}`);
    }
    return performance.now() - debut;
  }, selecteur);

const repeter = async (n, faire) => {
  const durees = [];
  for (let i = 0; i < n; i++) {
    durees.push(await faire(i));
  }
  return durees.toSorted((a, b) => a - b);
};

const dire = (nom, d) => console.log(`  ${nom.padEnd(30)} p50 ${d[Math.floor(d.length / 2)].toFixed(0).padStart(5)} ms   p95 ${d[Math.floor(d.length * 0.95)].toFixed(0).padStart(5)} ms   (${d.length} fois)`);

const ouvrir = async () => {
  const debut = performance.now();
  await page.goto(liste);
  await lignes.waitFor();
  return performance.now() - debut;
};

console.log("\nÉcran, navigateur compris");
dire("ouverture de la page", await repeter(10, ouvrir));
dire("page suivante", await repeter(40, () => geste('[aria-label="Page suivante"]')));
await ouvrir();
await geste('[aria-label="Dernière page"]');
dire("page précédente, à la fin", await repeter(20, () => geste('[aria-label="Page précédente"]')));
await navigateur.close();
