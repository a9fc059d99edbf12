import { expect, test } from "vitest";
import { adresseExport, type DemandeExport } from "./exporter";
import { RECHERCHE_INITIALE, type Recherche } from "./recherche";
import { basculer, marquer, SELECTION_VIDE, toutLeFiltre, type Selection } from "./selection";

const demande = (recherche: Partial<Recherche>): DemandeExport => ({
  ressource: "intervenants",
  colonnes: ["nom", "prenom"],
  recherche: { ...RECHERCHE_INITIALE, page: 4, ...recherche },
  format: "csv",
});

const ids = (n: number) => Array.from({ length: n }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`);

function lire(recherche: Partial<Recherche>, selection?: Selection) {
  const adresse = adresseExport(demande(recherche), selection);
  return adresse && Object.fromEntries(new URLSearchParams(adresse.split("?")[1]));
}

test("la liste entière, comme à l’écran, sans sa page", () => {
  expect(adresseExport(demande({ q: "le goff", tri: "-nom", filtre: "a==1,b==2" }))).toBe(
    "/api/v1/exports/intervenants?format=csv&colonnes=nom%2Cprenom&tri=-nom&q=le+goff&filtre=a%3D%3D1%2Cb%3D%3D2",
  );
  expect(lire({})).toEqual({ format: "csv", colonnes: "nom,prenom" });
});

test("les lignes cochées, où qu’elles soient : le filtre et la recherche ne comptent plus", () => {
  expect(lire({ q: "x", filtre: "a==1", tri: "nom" }, marquer(SELECTION_VIDE, ["u1", "u 2"], true))).toEqual({
    format: "csv",
    colonnes: "nom,prenom",
    tri: "nom",
    filtre: 'id=in=(u1,"u 2")',
  });
});

test("tout le filtre, moins quelques lignes", () => {
  const tout = toutLeFiltre("a==1,b==2", "le goff");
  const r = { filtre: "a==1,b==2", q: "le goff" };
  expect(lire(r, tout)).toMatchObject(r);
  expect(lire(r, basculer(tout, "u3"))).toMatchObject({ q: "le goff", filtre: "(a==1,b==2);(id=out=(u3))" });
  expect(lire({}, basculer(toutLeFiltre("", ""), "u3"))).toMatchObject({ filtre: "id=out=(u3)" });
});

test("trop de lignes une à une : pas d’adresse plutôt qu’un refus", () => {
  expect(lire({}, marquer(SELECTION_VIDE, ids(100), true))).toBeDefined();
  expect(lire({}, marquer(SELECTION_VIDE, ids(120), true))).toBeUndefined();
  expect(lire({}, marquer(toutLeFiltre("", ""), ids(120), false))).toBeUndefined();
});
