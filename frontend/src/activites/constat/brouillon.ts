import type { Constat, FaitConstat, FormeConstat, SaisieConstat } from "../../api/genere";
import { duree, lireDuree } from "../../domaine/frais";

/** What is being typed for a person: text, until it is sent. */
export type Brouillon = Readonly<{ fait: FaitConstat | ""; copies: string; candidats: string; duree: string; demandes: string; coefficient: string; remplacant: string; observation: string }>;

const texte = (n: number | undefined): string => (n === undefined ? "" : String(n));

export function brouillonDe(forme: FormeConstat, k?: Constat): Brouillon {
  return {
    fait: k?.fait ?? "",
    copies: texte(k?.copies),
    candidats: texte(k?.candidats),
    duree: k?.minutes === undefined ? "" : duree(k.minutes),
    demandes: texte(k?.demandes),
    coefficient: k?.coefficient === undefined ? (forme === "vae" ? "1" : "") : texte(k.coefficient / 10_000).replace(".", ","),
    remplacant: k?.remplacant ?? "",
    observation: k?.observation ?? "",
  };
}

const ENTIER = /^\d{1,4}$/;

function coefficient(saisi: string): number | undefined {
  const lu = /^(\d)(?:[.,](\d{1,4}))?$/.exec(saisi.trim());
  return lu ? Number(lu[1]) * 10_000 + Number((lu[2] ?? "").padEnd(4, "0")) : undefined;
}

/** What is still missing, said to a person; undefined when it can be sent. */
export function faute(forme: FormeConstat, b: Brouillon): string | undefined {
  if (b.fait === "" || b.fait === "non_fait" || b.fait === "remplace") {
    return b.fait === "" ? "Dites si le service est fait." : undefined;
  }
  switch (forme) {
    case "ecrit":
      return ENTIER.test(b.copies.trim()) ? undefined : "Indiquez le nombre de copies.";
    case "oral":
      return ENTIER.test(b.candidats.trim()) && lireDuree(b.duree) !== undefined ? undefined : "Indiquez les candidats et la durée, par exemple 4 h 40.";
    case "pratique":
      return lireDuree(b.duree) === undefined ? "Indiquez la durée, par exemple 4 h 40." : undefined;
    case "vae": {
      const c = coefficient(b.coefficient);
      return ENTIER.test(b.demandes.trim()) && c !== undefined && c >= 5000 && c <= 30_000 ? undefined : "Indiquez les demandes, et un coefficient de 0,5 à 3.";
    }
    default:
      return undefined;
  }
}

/** The same, as the server takes it. To be called once `faute` says nothing. */
export function enSaisie(forme: FormeConstat, b: Brouillon): Omit<SaisieConstat, "cle" | "affectation" | "version"> {
  const fait: FaitConstat = b.fait === "" ? "fait" : b.fait;
  const mots = { ...(b.remplacant && fait === "remplace" ? { remplacant: b.remplacant } : {}), ...(b.observation ? { observation: b.observation } : {}) };
  if (fait === "non_fait" || fait === "remplace") {
    return { fait, ...mots };
  }
  const minutes = lireDuree(b.duree);
  switch (forme) {
    case "ecrit":
      return { fait, copies: Number(b.copies), ...mots };
    case "oral":
      return { fait, candidats: Number(b.candidats), ...(minutes === undefined ? {} : { minutes }), ...mots };
    case "pratique":
      return { fait, ...(minutes === undefined ? {} : { minutes }), ...mots };
    case "vae":
      return { fait, demandes: Number(b.demandes), coefficient: coefficient(b.coefficient) ?? 10_000, ...mots };
    default:
      return { fait, ...mots };
  }
}
