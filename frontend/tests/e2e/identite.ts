import { expect, type Page } from "@playwright/test";

/** Signs in through the portal, as a person would. */
export async function entrer(page: Page, identifiant: string, service: string | RegExp = /./): Promise<void> {
  await page.goto("/portail");
  await page.getByLabel("Identifiant").fill(identifiant);
  await page.getByLabel("Mot de passe").fill("demonstration");
  await page.getByRole("button", { name: "Valider" }).click();
  await expect(page.getByRole("heading", { name: /^Bienvenue/ })).toBeVisible();
  await page.getByRole("main").getByRole("listitem").getByRole("button", { name: service }).first().click();
  await expect(page.getByRole("navigation", { name: "Activités" })).toBeVisible();
}

/** Every request of a page, to prove that none leaves for another origin. */
export function surveiller(page: Page): { etrangeres: string[]; erreurs: string[] } {
  const vu = { etrangeres: [] as string[], erreurs: [] as string[] };
  page.on("request", (r) => {
    const u = new URL(r.url());
    if (u.protocol.startsWith("http") && !["localhost", "127.0.0.1"].includes(u.hostname)) {
      vu.etrangeres.push(r.url());
    }
  });
  page.on("pageerror", (e) => vu.erreurs.push(e.message));
  return vu;
}
