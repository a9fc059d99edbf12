import type { CreationIntervenant } from "../../api/genere";

/** What is typed to create somebody; empty means unknown. */
export type Externe = Readonly<Record<Exclude<keyof CreationIntervenant, "doublon_accepte">, string>>;

export const EXTERNE_VIDE: Externe = {
  civilite: "",
  nom: "",
  prenom: "",
  nom_patronymique: "",
  date_naissance: "",
  fonction: "",
  mel: "",
  telephone: "",
  adresse: "",
  code_postal: "",
  commune: "",
  code_commune: "",
};

/** Fields left empty are not sent: the service would take "" for a value. */
export function creation(e: Externe, doublon_accepte: boolean): CreationIntervenant {
  const { nom, prenom, civilite, ...autres } = e;
  const remplis = Object.entries(autres).flatMap(([cle, v]) => (v.trim() === "" ? [] : [[cle, v.trim()]]));
  return {
    nom: nom.trim(),
    prenom: prenom.trim(),
    ...(civilite === "M." || civilite === "Mme" ? { civilite } : {}),
    ...(doublon_accepte ? { doublon_accepte } : {}),
    ...Object.fromEntries(remplis),
  };
}
