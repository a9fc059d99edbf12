import type { ReactNode } from "react";

/** A row only needs an identity: selection, detail and focus all stand on it. */
export type LigneGrille = Readonly<{ id: string }>;

export type TypeColonne = "texte" | "nombre" | "date" | "instant" | "etat" | "montant" | "booleen" | "choix";

export type Ton = "neutre" | "info" | "succes" | "attente" | "erreur";

export type Choix = Readonly<{ valeur: string; libelle: string; ton?: Ton }>;

export type Colonne<T> = Readonly<{
  /** Name of the column in the API; also the JSON field unless `valeur` says otherwise. */
  cle: string;
  titre: string;
  type: TypeColonne;
  /** Width in pixels before the user changes it. */
  largeur: number;
  tri?: boolean;
  filtre?: boolean;
  /** The server compares this column by equality only (a code read through a key): no « contient ». */
  exact?: boolean;
  choix?: readonly Choix[];
  valeur?: (ligne: T) => unknown;
  rendu?: (ligne: T) => ReactNode;
  /** Time zone of an instant: the centre's, not the reader's. */
  fuseau?: (ligne: T) => string | undefined;
  /** Currency of an amount; euros without it. */
  devise?: (ligne: T) => string | undefined;
  epinglee?: boolean;
  masquee?: boolean;
}>;

export type Page<T> = Readonly<{
  items: readonly T[];
  page: number;
  taille: number;
  total: number;
  /** False when `total` is a floor: the server stopped counting. */
  total_exact: boolean;
}>;

export type FormatExport = "csv" | "xlsx";
