import * as v from "valibot";

export const TAILLES = [20, 50, 100, 200] as const;
export type Taille = (typeof TAILLES)[number];

/** What a list is asked for, complete. */
export type Recherche = Readonly<{ page: number; taille: Taille; tri: string; q: string; filtre: string }>;

/** The same in the address bar, where a default is not written. */
export type RechercheUrl = { [K in keyof Recherche]?: Recherche[K] | undefined };

/** `remplacer` keeps typing in the search box from filling the browser's history. */
export type ModeUrl = "pousser" | "remplacer";

export const RECHERCHE_INITIALE: Recherche = { page: 1, taille: 50, tri: "", q: "", filtre: "" };

const CLES = ["page", "taille", "tri", "q", "filtre"] as const;

/** The router reads `q=12` as a number: what was typed was a text. */
const texte = (max: number) =>
  v.pipe(
    v.union([v.string(), v.number(), v.boolean()]),
    v.transform(String),
    v.maxLength(max),
  );

const entier = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer());

const schema = v.object({
  page: v.fallback(v.optional(v.pipe(entier, v.minValue(1), v.maxValue(1_000_000)), 1), 1),
  taille: v.fallback(v.optional(v.pipe(entier, v.picklist(TAILLES)), 50), 50),
  tri: v.fallback(v.optional(texte(200), ""), ""),
  q: v.fallback(v.optional(texte(100), ""), ""),
  filtre: v.fallback(v.optional(texte(4000), ""), ""),
});

/** Reads an address written by anyone: a bad value gives way to its default, a list is always shown. */
export function completer(brut: Readonly<Record<string, unknown>>): Recherche {
  return v.parse(schema, brut);
}

/** Leaves defaults out. Ready to be a route's `validateSearch`. */
export function validerRecherche(brut: Readonly<Record<string, unknown>>): RechercheUrl {
  return Object.fromEntries(Object.entries(reduire(completer(brut))).filter(([, valeur]) => valeur !== undefined));
}

/** Every key, `undefined` for a default: spread over an address, it also removes what went back to its default. */
export function reduire(recherche: Recherche): RechercheUrl {
  return Object.fromEntries(
    CLES.map((cle) => [cle, recherche[cle] === RECHERCHE_INITIALE[cle] ? undefined : recherche[cle]]),
  );
}

/** Anything but the page itself brings back to page 1: page 7 of another list means nothing. */
export function modifier(recherche: Recherche, changement: Partial<Recherche>): Recherche {
  return { ...recherche, page: 1, ...changement };
}

/** The same as the query of a list operation. */
export function enRequete({ page, taille, tri, q, filtre }: Recherche) {
  return { page, taille, ...(tri === "" ? {} : { tri }), ...(q === "" ? {} : { q }), ...(filtre === "" ? {} : { filtre }) };
}
