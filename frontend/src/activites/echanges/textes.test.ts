import { expect, test } from "vitest";
import { ecarts } from "./textes";

const tel = (c: string) => c;

test("un écart se lit champ par champ, vide et booléens en mots", () => {
  expect(ecarts('{"mel":["a@x.fr",null],"ouvert":[true,false],"structures":[["T1"],["T1","T2"]]}', tel)).toEqual([
    { champ: "mel", avant: "a@x.fr", apres: "(vide)" },
    { champ: "ouvert", avant: "oui", apres: "non" },
    { champ: "structures", avant: "T1", apres: "T1, T2" },
  ]);
});

test("ce qui n’est pas un écart n’en montre aucun", () => {
  expect(ecarts(undefined, tel)).toEqual([]);
  expect(ecarts("pas du JSON", tel)).toEqual([]);
  expect(ecarts('{"a":1}', tel)).toEqual([]);
});
