import { expect, test } from "vitest";
import { differences } from "./differences";

test("champ par champ, seulement ce qui diffère", () => {
  expect(differences('{"nom":"A","age":3,"ville":"X"}', '{"nom":"B","age":3,"actif":true}')).toEqual([
    { champ: "nom", avant: "A", apres: "B" },
    { champ: "ville", avant: "X", apres: "" },
    { champ: "actif", avant: "", apres: "true" },
  ]);
});

test("une création n’a pas d’avant, une suppression pas d’après", () => {
  expect(differences(undefined, '{"nom":"B"}')).toEqual([{ champ: "nom", avant: "", apres: "B" }]);
  expect(differences('{"nom":"B"}', undefined)).toEqual([{ champ: "nom", avant: "B", apres: "" }]);
});

test("une valeur composée se montre entière", () => {
  expect(differences('{"l":[1]}', '{"l":[1,2],"o":{"a":1}}')).toEqual([
    { champ: "l", avant: "[1]", apres: "[1,2]" },
    { champ: "o", avant: "", apres: '{"a":1}' },
  ]);
});

test.each([undefined, "", "{", "null", "[1]", '"texte"', "3"])("ce qui n’a pas de champs (%s) n’a pas de différences", (texte) => {
  expect(differences(texte, texte)).toEqual([]);
  expect(differences(texte, '{"a":null}')).toEqual([]);
});
