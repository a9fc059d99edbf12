import { expect, test } from "vitest";
import type { Competence, Moi } from "../../api/genere";
import { monAvis } from "./voix";

const auteur = (type: Competence["auteurs"][number]["type"], libelle: string) => ({ type, libelle, etat: "V" as const, le: "2026-11-02T10:00:00Z" });

const competence = (...auteurs: Competence["auteurs"]): Competence => ({
  id: "c",
  intervenant: "i",
  examen: "BTS",
  examen_libelle: "BTS",
  epreuve_option: "e",
  epreuve_option_libelle: "MATHEMATIQUES",
  effective: true,
  auteurs,
});

const moi = (profil: Moi["service"]["profil"], etablissement?: string): Moi => ({
  personne: "Anne LE BIHAN",
  service: { id: "s", profil, libelle: "", academie: "014", academie_libelle: "Rennes", ...(etablissement ? { etablissement } : {}) },
  services: [],
  activites: [],
  session_expire_le: "",
  session_expire_dans: 60,
});

test.each([
  ["un établissement signe de son UAI", moi("chef_etablissement", "0290001U LGT A. JULES"), "0290001U"],
  ["un inspecteur signe de son nom", moi("inspecteur"), "Anne LE BIHAN"],
])("%s", (_, qui, libelle) => {
  const c = competence(auteur("systeme", "SYS"), auteur("etablissement", "0350122T"), auteur("inspecteur", "Paul AUTRE"), auteur("etablissement", "0290001U"), auteur("inspecteur", "Anne LE BIHAN"));
  expect(monAvis(c, qui)?.libelle).toBe(libelle);
});

test("qui n’a rien dit n’a pas d’avis", () => {
  expect(monAvis(competence(auteur("systeme", "SYS"), auteur("inspecteur", "Paul AUTRE")), moi("inspecteur"))).toBeUndefined();
  expect(monAvis(competence(auteur("systeme", "SYS")), moi("national"))).toBeUndefined();
});
