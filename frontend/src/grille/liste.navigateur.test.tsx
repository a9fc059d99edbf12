import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { bouton, cellule, colonneLue, COLONNES, entree, entrer, monter, monterPleine, ou, PERSONNES, portes, repondre, touches, type Personne } from "./banc";
import type { Charger } from "./donnees";

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

const champ = () => page.getByRole("searchbox", { name: "Rechercher dans la liste" });
const compte = () => document.querySelector("[class*=compte]")?.textContent;

describe("la recherche", () => {
  test("attend que l’on se repose, et ne remplit pas l’historique", async () => {
    const { adresse, dire } = await monterPleine();
    await champ().click();
    await touches("NOM 4");
    expect(adresse).not.toHaveBeenCalled();
    await expect.poll(() => adresse.mock.calls.length).toBe(1);
    expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ q: "NOM 4", page: undefined }), "remplacer");
    await expect.poll(() => colonneLue(0)).toHaveLength(10);
    expect(dire).toHaveBeenLastCalledWith("Liste filtrée, 10 lignes");
    expect(champ().element()).toBe(document.activeElement);
  });

  test("Entrée n’attend pas, et ne demande pas deux fois", async () => {
    const { adresse } = await monterPleine();
    await champ().click();
    await touches("NOM 4{Enter}");
    expect(adresse).toHaveBeenCalledTimes(1);
    await new Promise((r) => setTimeout(r, 400));
    expect(adresse).toHaveBeenCalledTimes(1);
  });

  test("des blancs ne cherchent rien ; retirer l’étiquette vide le champ", async () => {
    const { adresse } = await monterPleine({ depart: { q: "NOM 4" } });
    await expect.element(champ()).toHaveValue("NOM 4");
    await champ().click();
    await touches("{End}  {Enter}");
    expect(adresse).not.toHaveBeenCalled();
    await bouton("Retirer le filtre : Recherche « NOM 4 »").click();
    await expect.element(champ()).toHaveValue("");
    await expect.poll(() => colonneLue(0)).toHaveLength(50);
  });
});

describe("les pages", () => {
  test("première, précédente, suivante, dernière", async () => {
    await monterPleine();
    expect(compte()).toBe("Page 1 / 3 (60 éléments)");
    await expect.element(bouton("Page précédente")).toHaveAttribute("aria-disabled", "true");
    await bouton("Dernière page").click();
    await expect.poll(compte).toBe("Page 3 / 3 (60 éléments)");
    await expect.element(bouton("Page suivante")).toHaveAttribute("aria-disabled", "true");
    await bouton("Page précédente").click();
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 21");
    expect(cellule(1, 0).closest("tr")?.getAttribute("aria-rowindex")).toBe("22");
    expect(document.querySelector("table")?.getAttribute("aria-rowcount")).toBe("61");
    await page.getByRole("combobox", { name: "Lignes par page" }).selectOptions("100");
    await expect.poll(compte).toBe("Page 1 / 1 (60 éléments)");
  });

  test("au-delà de la dernière, la dernière : des lignes sont parties", async () => {
    const { adresse } = await monter({ depart: { taille: 20, page: 9 } });
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 41");
    expect(adresse).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ page: 3 }), "remplacer");
  });
});

/** An answer that the test gives when it wants. */
function enSuspens() {
  const reponses: (() => void)[] = [];
  const refus: ((e: unknown) => void)[] = [];
  const charger: Charger<Personne> = (r) =>
    new Promise((resolve, reject) => {
      reponses.push(() => resolve(repondre(PERSONNES, r)));
      refus.push(reject);
    });
  return { charger: vi.fn(charger), repondre: () => reponses.at(-1)?.(), refuser: (e: unknown) => refus.at(-1)?.(e) };
}

describe("les états", () => {
  test("en attente : la première fois on le dit, ensuite les lignes d’avant restent", async () => {
    const suspens = enSuspens();
    await monter({ charger: suspens.charger });
    await expect.element(page.getByText("Chargement de la liste…")).toBeVisible();
    suspens.repondre();
    await expect.poll(() => colonneLue(0)).toHaveLength(20);
    await expect.element(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
    await bouton("Page suivante").click();
    await expect.element(page.getByRole("grid")).toHaveAttribute("aria-busy", "true");
    expect(colonneLue(0)[0]).toBe("NOM 01");
    suspens.repondre();
    await expect.poll(() => colonneLue(0)[0]).toBe("NOM 21");
    await expect.element(page.getByRole("grid")).toHaveAttribute("aria-busy", "false");
  });

  test("en panne : la phrase du service, puis Réessayer", async () => {
    const suspens = enSuspens();
    await monter({ charger: suspens.charger });
    await expect.poll(() => suspens.charger.mock.calls.length).toBe(1);
    suspens.refuser({ detail: "Filtre illisible au caractère 3." });
    await expect.element(page.getByRole("alert")).toHaveTextContent("Filtre illisible au caractère 3.");
    expect(document.body.textContent).not.toContain("Chargement");
    await bouton("Réessayer").click();
    await expect.poll(() => suspens.charger.mock.calls.length).toBe(2);
    suspens.repondre();
    await expect.poll(() => colonneLue(0)).toHaveLength(20);
    expect(document.querySelector("[role=alert]")).toBeNull();
  });

  test("en panne pendant que l’on lit : ce qui est à l’écran y reste", async () => {
    const suspens = enSuspens();
    const { client } = await monter({ charger: suspens.charger });
    await expect.poll(() => suspens.charger.mock.calls.length).toBe(1);
    suspens.repondre();
    await expect.poll(() => colonneLue(0)).toHaveLength(20);
    entrer(3, 1);
    void client.invalidateQueries();
    await expect.poll(() => suspens.charger.mock.calls.length).toBe(2);
    suspens.refuser(new TypeError("Failed to fetch"));
    await expect.element(page.getByRole("alert")).toHaveTextContent("le service ne répond pas");
    expect(colonneLue(0)).toHaveLength(20);
    expect(ou()).toBe("3,1");
  });

  test("vide à cause d’une recherche : on le dit, et l’on en sort", async () => {
    await monter({ depart: { q: "zzz" } });
    await expect.element(page.getByText("Aucune ligne ne correspond à la recherche et aux filtres.")).toBeVisible();
    expect(portes()).toBe(1);
    await bouton("Effacer la recherche et les filtres").click();
    await expect.poll(() => colonneLue(0)).toHaveLength(50);
  });

  test("vide pour de bon : les mots de l’activité", async () => {
    await monter({ charger: (r) => Promise.resolve(repondre([], r)), vide: <p>Vous n’êtes convoqué à aucune mission.</p> });
    await expect.element(page.getByText("Vous n’êtes convoqué à aucune mission.")).toBeVisible();
    expect(document.querySelector("[role=alert]")).toBeNull();
  });
});

test("filtrer par le menu d’une colonne, puis corriger depuis l’étiquette", async () => {
  const { adresse } = await monterPleine();
  entrer(0, 2);
  await touches("{Alt>}{ArrowDown}{/Alt}");
  await entree("Filtrer…").click();
  await page.getByRole("spinbutton", { name: "Au moins" }).fill("30");
  await page.getByRole("spinbutton", { name: "Au plus" }).fill("40");
  await bouton("Filtrer").click();
  expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ filtre: "age=ge=30;age=le=40" }), "pousser");
  await expect.poll(ou).toBe("0,2");
  await bouton("Âge de 30 à 40").click();
  await expect.element(page.getByRole("spinbutton", { name: "Au plus" })).toHaveValue(40);
  await bouton("Effacer le filtre").click();
  expect(adresse).toHaveBeenLastCalledWith(expect.objectContaining({ filtre: undefined }), "pousser");
});

describe("sur 320 px", () => {
  beforeEach(() => page.viewport(320, 640));
  afterEach(() => page.viewport(1366, 768));

  test("rien ne déborde, chaque valeur porte son titre", async () => {
    await monterPleine({ depart: { taille: 20, q: "NOM", filtre: 'ville=like="*une ville au nom vraiment très long*";inconnue==3' } });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(cellule(1, 3).scrollWidth).toBeLessThanOrEqual(cellule(1, 3).clientWidth);
    expect(getComputedStyle(cellule(1, 0), "::before").content).toContain("Nom");
    await page.getByRole("combobox", { name: "Trier par" }).selectOptions("Âge ↓");
    await expect.poll(() => colonneLue(2)[0]).toBe("59");
  });

  test("au clavier, on n’entre pas dans les titres cachés, et l’on saute les cellules vides", async () => {
    await monterPleine({ colonnes: COLONNES.map((c) => (c.cle === "prenom" ? { ...c, valeur: () => "" } : c)) });
    entrer(1, 0);
    await touches("{ArrowUp}");
    expect(ou()).toBe("1,0");
    await touches("{ArrowRight}");
    expect(ou()).toBe("1,2");
    await touches("{ArrowLeft}");
    expect(ou()).toBe("1,0");
    await touches("{Tab}{Shift>}{Tab}{/Shift}");
    expect(ou()).toBe("1,0");
    expect(portes()).toBe(1);
  });
});
