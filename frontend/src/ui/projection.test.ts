import { expect, test } from "vitest";
import { cadrer, distanceKm, echelle, etiqueter, projeter, voisinVers } from "./projection";

const BREST = { latitude: 48.39029, longitude: -4.48628 };
const QUIMPER = { latitude: 48, longitude: -4.1 };

test("sur la carte, la distance est celle du vol d’oiseau, à quelques millièmes près", () => {
  const p = projeter(BREST, QUIMPER);
  expect(p.x).toBeGreaterThan(0);
  expect(p.y).toBeGreaterThan(0);
  expect(Math.abs(Math.hypot(p.x, p.y) / distanceKm(BREST, QUIMPER) - 1)).toBeLessThan(0.005);
  expect(distanceKm(BREST, BREST)).toBe(0);
});

test("de part et d’autre du 180e méridien, par le plus court", () => {
  const p = projeter({ latitude: -13.3, longitude: 179.9 }, { latitude: -13.3, longitude: -176.2 });
  expect(p.x).toBeCloseTo(422, 0);
});

test("le cadre contient tous les points, sans place perdue d’un côté", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 30, y: -10 },
    { x: -5, y: 20 },
  ];
  const c = cadrer(points, 600, 400);
  const px = points.map((p) => ({ x: (p.x - c.x) * c.pxParKm, y: (p.y - c.y) * c.pxParKm }));
  expect(px.every((p) => Math.abs(p.x) <= 272.001 && Math.abs(p.y) <= 172.001)).toBe(true);
  expect(Math.max(...px.map((p) => p.y))).toBeCloseTo(172);
  expect(Math.min(...px.map((p) => p.y))).toBeCloseTo(-172);
  expect(cadrer([{ x: 3, y: 4 }], 20, 20)).toEqual({ x: 3, y: 4, pxParKm: 1 });
});

test.each([
  [10, 120, 10, 100],
  [1, 120, 100, 100],
  [3, 120, 20, 60],
  [7, 120, 10, 70],
  [100, 120, 1, 100],
  [400, 120, 0.2, 80],
])("à %d px par km, la barre de %d px dit %d km", (pxParKm, max, km, px) => {
  const e = echelle(pxParKm, max);
  expect(e.km).toBeCloseTo(km);
  expect(e.px).toBeCloseTo(px);
});

test("les flèches vont au point le plus proche dans leur sens, et s’arrêtent au bord", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 1 },
    { x: 4, y: 30 },
    { x: -3, y: -8 },
  ];
  expect(voisinVers(points, 0, "ArrowRight")).toBe(1);
  expect(voisinVers(points, 0, "ArrowDown")).toBe(2);
  expect(voisinVers(points, 0, "ArrowUp")).toBe(3);
  expect(voisinVers(points, 1, "ArrowRight")).toBeUndefined();
});

test("les premiers noms servis ne sont pas recouverts", () => {
  expect(
    etiqueter(
      [
        { x: 0, y: 0, nom: "Brest" },
        { x: 20, y: 2, nom: "Guipavas" },
        { x: 300, y: 0, nom: "Morlaix" },
        { x: 390, y: 60, nom: "Paimpol" },
      ],
      800,
    ),
  ).toEqual(["gauche", "droite", "droite", "gauche"]);
  expect(
    etiqueter(
      [
        { x: 0, y: 0, nom: "A" },
        { x: 2, y: 0, nom: "B" },
        { x: -2, y: 0, nom: "C" },
      ],
      800,
    ).filter((c) => c !== undefined).length,
  ).toBeLessThan(3);
});
