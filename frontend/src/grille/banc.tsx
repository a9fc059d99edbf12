import "../ui/dsfr.css";
import "../ui/base.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { expect, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { Charger } from "./donnees";
import { Grille, type PropsGrille } from "./Grille";
import type { Recherche, RechercheUrl } from "./recherche";
import { lireTri } from "./tri";
import type { Colonne } from "./types";

/** The test bench of the grid: a real list in a real browser, in front of sixty rows that answer as the server does. */
export type Personne = Readonly<{ id: string; nom: string; prenom: string; age: number; ville: string; etat: string }>;

export const COLONNES: readonly Colonne<Personne>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 160 },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 120 },
  { cle: "age", titre: "Âge", type: "nombre", largeur: 80 },
  { cle: "ville", titre: "Ville", type: "texte", largeur: 140, tri: false },
  { cle: "etat", titre: "État", type: "etat", largeur: 140, choix: [{ valeur: "a", libelle: "Actif", ton: "succes" }, { valeur: "h", libelle: "Historisé" }] },
];

export const PERSONNES: readonly Personne[] = Array.from({ length: 60 }, (_, i) => ({
  id: `p${i + 1}`,
  nom: `NOM ${String(i + 1).padStart(2, "0")}`,
  prenom: `Prénom ${61 - (i + 1)}`,
  age: 20 + (i % 40),
  ville: i % 2 === 0 ? "Saint-Pierre-lès-Elbeuf-sur-Seine-Maritime" : "Caen",
  etat: i % 3 === 0 ? "h" : "a",
}));

export function repondre(lignes: readonly Personne[], { page: n, taille, tri, q }: Recherche) {
  const [critere] = lireTri(tri);
  const trouvees = lignes.filter((l) => l.nom.toLowerCase().includes(q.toLowerCase()));
  const cle = COLONNES.find((c) => c.cle === critere?.cle)?.cle;
  const lire = (l: Personne) => String(Object.entries(l).find(([nom]) => nom === cle)?.[1]);
  const rangees = cle ? trouvees.toSorted((a, b) => lire(a).localeCompare(lire(b), "fr", { numeric: true })) : trouvees;
  const items = (critere?.sens === "decroissant" ? rangees.toReversed() : rangees).slice((n - 1) * taille, n * taille);
  return { items, page: n, taille, total: trouvees.length, total_exact: true };
}

type Options = Partial<PropsGrille<Personne>> & Readonly<{ depart?: RechercheUrl; largeur?: number }>;

export async function monter({ depart = { taille: 20 }, largeur, ...props }: Options = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
  const charger = vi.fn<Charger<Personne>>((r) => Promise.resolve(repondre(PERSONNES, r)));
  const dire = vi.fn<PropsGrille<Personne>["dire"]>();
  const adresse = vi.fn<PropsGrille<Personne>["setRecherche"]>();
  function Banc() {
    const [recherche, setRecherche] = useState<RechercheUrl>(depart);
    const [changer] = useState(() => (r: RechercheUrl, mode: "pousser" | "remplacer") => {
      adresse(r, mode);
      setRecherche((avant) => ({ ...avant, ...r }));
    });
    return (
      <Grille titre="Personnes" ressource="personnes" utilisateur="u1" colonnes={COLONNES} charger={charger} recherche={recherche} setRecherche={changer} dire={dire} selectionnable {...props} />
    );
  }
  const rendu = await render(
    <QueryClientProvider client={client}>
      <button type="button">avant</button>
      <div style={{ display: "flex", flexDirection: "column", blockSize: 480, inlineSize: largeur ?? "100%" }}>
        <Banc />
      </div>
      <button type="button">après</button>
    </QueryClientProvider>,
  );
  return { ...rendu, client, charger, dire, adresse };
}

/** Once its rows are on screen. */
export async function monterPleine(options?: Options) {
  const banc = await monter(options);
  await expect.poll(() => document.querySelectorAll("tbody tr").length).toBeGreaterThan(0);
  return banc;
}

export const bouton = (nom: string) => page.getByRole("button", { name: nom, exact: true });
export const entree = (nom: string) => page.getByRole("menuitem", { name: nom, exact: true }).or(page.getByRole("menuitemcheckbox", { name: nom, exact: true }));
export const menuOuvert = () => document.querySelector<HTMLElement>("[role=menu]:popover-open");
export const touches = (suite: string) => userEvent.keyboard(suite);

/** Row 0 is the titles, as for the keyboard. */
export function cellule(ligne: number, colonne: number): HTMLElement {
  const trouvee = document.querySelector<HTMLTableElement>("table")?.rows[ligne]?.querySelector<HTMLElement>(`[data-colonne="${colonne}"]`);
  if (!trouvee) {
    throw new Error(`pas de cellule ${ligne}, ${colonne}`);
  }
  return trouvee;
}

/** Where the focus is, « row,column »; its tag when it is elsewhere. */
export function ou(): string {
  const active = document.activeElement;
  const tr = active?.closest("tr");
  return active instanceof HTMLElement && tr && active.dataset["colonne"] !== undefined ? `${tr.rowIndex},${active.dataset["colonne"]}` : (active?.tagName ?? "");
}

export const entrer = (ligne: number, colonne: number) => cellule(ligne, colonne).focus();
export const titres = () => [...document.querySelectorAll("thead th[data-colonne] [class*=nom]")].map((n) => n.textContent);
export const colonneLue = (colonne: number) => [...document.querySelectorAll(`tbody [data-colonne="${colonne}"]`)].map((n) => n.textContent);
export const largeurs = () => [...document.querySelectorAll("thead th[data-colonne]")].map((n) => Math.round(n.getBoundingClientRect().width));
export const portes = () => document.querySelectorAll('table [tabindex="0"]').length;
