import { expect, test } from "vitest";
import { constatLisible, duree, lireDuree, quantiteLisible, tauxLisible } from "./frais";

test("une durée se tape comme on la dit, et se relit", () => {
  for (const [tape, minutes] of [["4h40", 280], ["4 h 40", 280], ["4:40", 280], ["280", 280], ["280 min", 280], ["4h", 240], ["0", 0]] as const) {
    expect(lireDuree(tape)).toBe(minutes);
  }
  for (const faux of ["", "quatre heures", "4h75", "-3", "4,5"]) {
    expect(lireDuree(faux)).toBeUndefined();
  }
  expect(duree(280)).toBe("4 h 40");
  expect(duree(45)).toBe("45 min");
});

test("chaque ligne se lit : quantité, taux, coefficient", () => {
  expect(quantiteLisible({ unite: "copie", quantite: 60 })).toBe("60 copies");
  expect(quantiteLisible({ unite: "metre", quantite: 24_600 })).toBe("24,6 km");
  expect(tauxLisible({ unite: "minute", taux: 96_000, coefficient: 10_000 }, "EUR")).toBe("9,6 € l’heure");
  expect(tauxLisible({ unite: "minute", taux: 41_100, coefficient: 7_500 }, "EUR")).toBe("4,11 € l’heure × 0,75");
  expect(tauxLisible({ unite: "metre", taux: 520_500, coefficient: 10_000 }, "XPF")).toBe("52,05 F CFP le km");
});

test("un constat se lit en une ligne", () => {
  expect(constatLisible({ fait: "fait", candidats: 14, minutes: 280 })).toBe("Fait, 14 candidats, 4 h 40");
  expect(constatLisible({})).toBe("À constater");
});
