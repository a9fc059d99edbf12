import { expect, test } from "vitest";
import type { Rapprochement } from "../../api/genere";
import { comparer, plier } from "./comparer";

const paire = { id: "1", nom: "LE GOËC-ROUX", prenom: "Maël", date_naissance: "1984-03-13", connu_nom: "Le Goec Roux", connu_prenom: "Alix", etat: "a_decider", score: 50 } as unknown as Rapprochement;

test("accents, casse et traits d’union ne font pas une autre personne", () => {
  expect(plier("LE GOËC-ROUX")).toBe(plier("Le Goec Roux"));
  const lignes = comparer(paire);
  expect(lignes.find((l) => l.champ === "Nom")?.accord).toBe("oui");
  expect(lignes.find((l) => l.champ === "Prénom")?.accord).toBe("non");
  expect(lignes.find((l) => l.champ === "Date de naissance")).toMatchObject({ fichier: "13/03/1984", connu: "", accord: "inconnu" });
});
