import { expect, test } from "@playwright/test";
import { createHmac } from "node:crypto";
import { entrer } from "./identite";

/** The code that an authenticator application shows for this secret (RFC 6238). */
function codeTotp(secret: string, decalage = 0): string {
  const bits = secret.replaceAll(" ", "").split("").map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const cle = Buffer.from((bits.match(/.{8}/g) ?? []).map((o) => Number.parseInt(o, 2)));
  const pas = Buffer.alloc(8);
  pas.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + decalage));
  const h = createHmac("sha1", cle).update(pas).digest();
  return ((h.readUInt32BE((h.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}

test("un intervenant extérieur reçoit un lien, choisit son mot de passe, relie son téléphone, puis revient", async ({ page, browser }) => {
  await entrer(page, "gaelle.morvan");
  const nom = `EXTERNE ${Date.now()}`;
  const cree = await page.request.post("/api/v1/intervenants", { data: { nom, prenom: "Iris", civilite: "Mme" } });
  expect(cree.status(), await cree.text()).toBe(201);
  await page.goto(`/activites/intervenants?q=${encodeURIComponent(nom)}`);
  await page.getByRole("tab", { name: "Dossier" }).click();
  const bloc = page.getByRole("region", { name: "Compte d’accès" });
  await bloc.getByRole("button", { name: "Ouvrir un compte" }).click();
  const lien = await bloc.locator("code").textContent();

  const chezIris = await browser.newPage();
  await chezIris.goto(`/portail${new URL(lien ?? "").hash}`);
  await expect(chezIris.getByRole("heading", { name: `Bienvenue Iris ${nom}` })).toBeVisible();
  expect(chezIris.url()).not.toContain("activation");
  const secret = (await chezIris.locator("code").textContent()) ?? "";
  const identifiant = (await chezIris.locator("main strong").textContent()) ?? "";
  await chezIris.getByLabel(/^Mot de passe/).fill("girafe tambour violette quai");
  await chezIris.getByLabel("Le même, une seconde fois").fill("girafe tambour violette quai");
  await chezIris.getByLabel(/^Code à six chiffres/).fill(codeTotp(secret, -1));
  await chezIris.getByRole("button", { name: "Activer mon compte" }).click();
  await chezIris.getByRole("main").getByRole("listitem").getByRole("button").first().click();
  await expect(chezIris.getByRole("navigation", { name: "Activités" })).toBeVisible();
  await chezIris.getByRole("button", { name: "Quitter" }).click();

  await chezIris.getByRole("button", { name: /Intervenant extérieur/ }).click();
  await chezIris.getByLabel("Identifiant d’intervenant").fill(identifiant);
  await chezIris.getByLabel("Votre mot de passe").fill("girafe tambour violette quai");
  await chezIris.getByLabel(/^Code à six chiffres/).fill(codeTotp(secret));
  await chezIris.getByRole("button", { name: "Se connecter", exact: true }).click();
  await expect(chezIris.getByRole("heading", { name: /^Bienvenue/ })).toBeVisible();
});
