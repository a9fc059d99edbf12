import type { DossierFrais, SaisieDossierFrais } from "../../api/genere";

/** What is being typed: text, until it is sent. */
export type Saisie = Readonly<{
  mel: string;
  telephone: string;
  adresse: string;
  codePostal: string;
  commune: string;
  codeCommune: string;
  vehicule: string;
  puissance: string;
  energie: string;
  rqth: boolean;
  taxi: boolean;
}>;

export function saisieDe(d: DossierFrais): Saisie {
  return {
    mel: d.mel ?? "",
    telephone: d.telephone ?? "",
    adresse: d.adresse ?? "",
    codePostal: d.code_postal ?? "",
    commune: d.commune ?? "",
    codeCommune: d.code_commune ?? "",
    vehicule: d.vehicule ?? "",
    puissance: d.puissance === undefined ? "" : String(d.puissance),
    energie: d.energie ?? "",
    rqth: d.rqth_declaree,
    taxi: d.taxi_demande,
  };
}

export function enApi(s: Saisie): SaisieDossierFrais {
  const puissance = Number(s.puissance);
  return {
    mel: s.mel,
    telephone: s.telephone,
    adresse: s.adresse,
    code_postal: s.codePostal,
    commune: s.commune,
    code_commune: s.codeCommune,
    ...(s.vehicule ? { vehicule: s.vehicule as NonNullable<SaisieDossierFrais["vehicule"]> } : {}),
    ...(s.vehicule === "voiture" && Number.isInteger(puissance) && puissance > 0
      ? { puissance }
      : {}),
    ...(s.vehicule && s.energie
      ? { energie: s.energie as NonNullable<SaisieDossierFrais["energie"]> }
      : {}),
    rqth_declaree: s.rqth,
    taxi_demande: s.taxi,
  };
}
