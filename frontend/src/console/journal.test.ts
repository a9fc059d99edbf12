import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { ecrire, effacer, useMessages } from "./journal";

afterEach(() => act(effacer));

test("un événement est une ligne, datée, avec son ton", () => {
  const { result } = renderHook(useMessages);
  act(() => ecrire("Bonjour"));
  act(() => ecrire("Attention", "alerte"));
  expect(result.current.map((m) => [m.texte, m.ton])).toEqual([
    ["Bonjour", "info"],
    ["Attention", "alerte"],
  ]);
  expect(result.current[0]?.le).toBeInstanceOf(Date);
});

test("deux cents lignes au plus, les dernières, jamais deux du même numéro", () => {
  const { result } = renderHook(useMessages);
  act(() => {
    for (let i = 1; i <= 250; i += 1) {
      ecrire(`message ${i}`);
    }
  });
  expect(result.current).toHaveLength(200);
  expect(result.current[0]?.texte).toBe("message 51");
  expect(result.current.at(-1)?.texte).toBe("message 250");
  expect(new Set(result.current.map((m) => m.id)).size).toBe(200);
});

test("effacer vide pour tous ceux qui lisent ; qui ne lit plus n’est plus prévenu", () => {
  const un = renderHook(useMessages);
  const deux = renderHook(useMessages);
  act(() => ecrire("x"));
  expect([un.result.current.length, deux.result.current.length]).toEqual([1, 1]);
  deux.unmount();
  act(effacer);
  expect(un.result.current).toEqual([]);
  expect(deux.result.current).toHaveLength(1);
});
