import { expect, test } from "vitest";
import type { DossierFrais } from "../../api/genere";
import { enApi, saisieDe } from "./saisie";

const DOSSIER: DossierFrais = {
  id: "x",
  nom: "N",
  prenom: "P",
  externe: false,
  rqth: false,
  taxi: false,
  rqth_declaree: true,
  taxi_demande: false,
  compteurs: [],
  perime: false,
  sans_rib: false,
  version: 1,
  version_intervenant: 1,
};

test("ce qui n’est pas conduit n’est pas envoyé", () => {
  const s = saisieDe({ ...DOSSIER, vehicule: "voiture", puissance: 6, energie: "gazole" });
  expect(enApi(s)).toMatchObject({
    vehicule: "voiture",
    puissance: 6,
    energie: "gazole",
    rqth_declaree: true,
  });
  expect(enApi({ ...s, vehicule: "moto" })).not.toHaveProperty("puissance");
  expect(enApi({ ...s, vehicule: "" })).not.toHaveProperty("energie");
});

test("une adresse vidée est effacée, non laissée", () => {
  expect(enApi({ ...saisieDe(DOSSIER), adresse: "" }).adresse).toBe("");
});
