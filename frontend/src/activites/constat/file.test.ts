import { expect, test } from "vitest";
import type { Constat } from "../../api/genere";
import { aEnvoyer, ajouter, applique, depouiller, ecarter, lire, totaux, type Marque } from "./file";

function marque(cle: string, affectation: string, version: number, minutes: number): Marque {
  return { qui: affectation, saisie: { cle, affectation, version, fait: "fait", minutes } };
}

test("une seconde marque remplace la première, sur la version lue d’abord", () => {
  const f = ajouter(ajouter([], marque("a", "x", 3, 60)), marque("b", "x", 4, 90));
  expect(f).toHaveLength(1);
  expect(f[0]?.saisie).toMatchObject({ cle: "b", version: 3, minutes: 90 });
});

test("après un refus, une nouvelle marque part de ce qui a été relu", () => {
  const f = ajouter([{ ...marque("a", "x", 3, 60), refus: "conflit" }], marque("b", "x", 4, 90));
  expect(f[0]?.saisie).toMatchObject({ cle: "b", version: 4 });
});

test("ce qui est écrit part, ce qui est refusé reste et le dit, ce qui n’a pas de réponse attend", () => {
  const f = depouiller(
    [marque("a", "x", 0, 60), marque("b", "y", 0, 60), marque("c", "z", 0, 60), marque("d", "w", 0, 60)],
    [
      { cle: "a", affectation: "x", sort: "enregistre" },
      { cle: "b", affectation: "y", sort: "deja_recu" },
      { cle: "c", affectation: "z", sort: "conflit", message: "Relisez." },
    ],
  );
  expect(f.map((m) => [m.saisie.cle, m.refus])).toEqual([
    ["c", "Relisez."],
    ["d", undefined],
  ]);
  expect(aEnvoyer(f).map((m) => m.saisie.cle)).toEqual(["d"]);
  expect(ecarter(f, "c")).toHaveLength(1);
});

test("l’écran montre ce qui est en route, et ses totaux", () => {
  const k = { id: "x", version: 0, copies: 9 } as unknown as Constat;
  const vu = applique(k, [marque("a", "x", 0, 60)]);
  expect(vu).toMatchObject({ fait: "fait", minutes: 60, version: 0 });
  expect(vu.copies).toBeUndefined();
  expect(totaux([vu, { ...k, copies: 9 }])).toEqual({ constates: 1, faits: 1, copies: 9, candidats: 0, minutes: 60 });
});

test("ce que l’appareil a gardé est relu sans confiance", () => {
  for (const t of [null, "", "{", "3", '{"a":1}', "[1,null]"]) {
    expect(lire(t)).toEqual([]);
  }
  expect(lire(JSON.stringify([marque("a", "x", 0, 1)]))).toHaveLength(1);
});
