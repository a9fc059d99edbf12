import { expect, test } from "vitest";
import { enDixMilliemes, enSaisie, periodeDe, valeurLisible } from "./valeurs";

test("un taux se lit comme une personne le dirait", () => {
  expect(valeurLisible({ valeur: 50_000, unite: "copie", devise: "EUR" })).toBe("5,00 € la copie");
  expect(valeurLisible({ valeur: 3_200, unite: "km", devise: "EUR" })).toBe("0,32 € le kilomètre");
  expect(valeurLisible({ valeur: 520_500, unite: "km", devise: "XPF" })).toBe("52,05 F CFP le kilomètre");
  expect(valeurLisible({ valeur: 750_000, unite: "pour_cent" })).toBe("75 %");
  expect(valeurLisible({ valeur: 6_600_000, unite: "minute" })).toBe("11 h 00");
  expect(valeurLisible({ valeur: 0, unite: "choix" })).toBe("Non");
});

test("ce qui est tapé devient exact, ou rien", () => {
  expect(enDixMilliemes("5")).toBe(50_000);
  expect(enDixMilliemes("0,32")).toBe(3_200);
  expect(enDixMilliemes("1 234.5678")).toBe(12_345_678);
  for (const faux of ["", "-1", "1,23456", "abc", "1e3", "1,", "12345678"]) {
    expect(enDixMilliemes(faux)).toBeUndefined();
  }
  expect(enDixMilliemes(enSaisie(16_942))).toBe(16_942);
});

test("une période se lit", () => {
  expect(periodeDe({ debut: "2022-01-01" })).toBe("depuis le 01/01/2022");
  expect(periodeDe({ debut: "2019-03-01", fin: "2021-12-31" })).toBe("du 01/03/2019 au 31/12/2021");
  expect(periodeDe({})).toBe("sans date");
});
