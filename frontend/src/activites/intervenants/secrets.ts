import type { TypeSecret } from "../../api/genere";

export const TYPES_SECRET: readonly Readonly<{ type: TypeSecret; libelle: string; saisissable: boolean }>[] = [
  // The NUMEN comes from the HR files, which find people by it.
  { type: "NUMEN", libelle: "Numéro d’identification éducation nationale", saisissable: false },
  { type: "NIR", libelle: "Numéro de sécurité sociale", saisissable: true },
  { type: "IBAN", libelle: "Compte bancaire où verser les frais", saisissable: true },
];

export const cleSecrets = (id: string) => ["secrets", id] as const;

/** A secret in clear must not stay in the cache of requests: neither what was sent, nor what came back. */
export const SANS_TRACE = { gcTime: 0 } as const;

/** L’IBAN, but le NIR. */
export function avecArticle(type: TypeSecret): string {
  return type === "IBAN" ? "l’IBAN" : `le ${type}`;
}
