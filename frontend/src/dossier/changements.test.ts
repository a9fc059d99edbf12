import { expect, test } from "vitest";
import { changements, nomAction } from "./changements";

test("chaque champ dans les mots de l’écran", () => {
  expect(changements('{"mel":"a@b.fr","etat":"actif","position_le":null}', '{"mel":null,"etat":"ecarte","position_le":"2026-09-01"}')).toEqual([
    { champ: "Courriel", avant: "a@b.fr", apres: "" },
    { champ: "État", avant: "Actif", apres: "Écarté" },
    { champ: "Position depuis le", avant: "", apres: "01/09/2026" },
  ]);
});

test("les champs rendus aux fichiers ou protégés d’eux se lisent", () => {
  expect(changements('{"saisis":["mel","code_postal"]}', '{"saisis":[]}')).toEqual([{ champ: "Champs protégés des fichiers", avant: "Courriel, Code postal", apres: "" }]);
});

test("un champ inconnu passe tel quel", () => {
  expect(changements(undefined, '{"doublon_accepte":true,"nouveau":"x"}')).toEqual([
    { champ: "Créé malgré un homonyme", avant: "", apres: "Oui" },
    { champ: "nouveau", avant: "", apres: "x" },
  ]);
});

test.each([
  ["secret", undefined, "{}", "Secret saisi"],
  ["secret", "{}", "{}", "Secret remplacé"],
  ["secret", "{}", undefined, "Secret effacé"],
  ["lecture_secret", undefined, "{}", "Lecture d’un secret"],
  ["inconnue", undefined, undefined, "inconnue"],
])("%s (%o → %o) se dit « %s »", (action, avant, apres, dit) => {
  expect(nomAction(action, avant, apres)).toBe(dit);
});
