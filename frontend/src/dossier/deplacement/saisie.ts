import type {
  DeclarationDeplacement,
  EtatFraisDetail,
  NatureJustificatif,
  TrajetDeclare,
} from "../../api/genere";

/** What is being typed: text, until it is sent. */
export type Saisie = Readonly<{
  jourDepart: string;
  heureDepart: string;
  jourRetour: string;
  heureRetour: string;
  moyen: string;
  repas: string;
  repasRa: string;
  repasOfferts: string;
  nuits: string;
  prix: Readonly<Partial<Record<Depense, string>>>;
}>;

/** What is advanced against a receipt. */
export type Depense = Exclude<NatureJustificatif, "nuit" | "repas">;

export const DEPENSES: readonly Readonly<{ cle: Depense; libelle: string }>[] = [
  { cle: "train", libelle: "Billets de train" },
  { cle: "transport_commun", libelle: "Transports en commun" },
  { cle: "taxi", libelle: "Taxi, s’il est autorisé" },
  { cle: "peage", libelle: "Péages" },
  { cle: "parking", libelle: "Stationnement" },
];

type Moyen = Readonly<{ valeur: string; libelle: string; trajet: TrajetDeclare | undefined }>;

export const MOYENS: readonly Moyen[] = [
  {
    valeur: "CV5",
    libelle: "Ma voiture, 5 CV ou moins",
    trajet: { mode: "voiture", vehicule: "CV5" },
  },
  {
    valeur: "CV6_7",
    libelle: "Ma voiture, 6 ou 7 CV",
    trajet: { mode: "voiture", vehicule: "CV6_7" },
  },
  {
    valeur: "CV8",
    libelle: "Ma voiture, 8 CV ou plus",
    trajet: { mode: "voiture", vehicule: "CV8" },
  },
  { valeur: "moto", libelle: "Ma moto", trajet: { mode: "moto" } },
  { valeur: "velomoteur", libelle: "Mon vélomoteur", trajet: { mode: "velomoteur" } },
  {
    valeur: "administration",
    libelle: "Réservé par l’administration",
    trajet: { mode: "administration" },
  },
  { valeur: "", libelle: "Rien à rembourser", trajet: undefined },
];

function moyenDe(trajets: readonly TrajetDeclare[]): string {
  const t = trajets.find((x) => DEPENSES.every((d) => d.cle !== x.mode));
  return (
    MOYENS.find((m) => m.trajet?.mode === t?.mode && m.trajet?.vehicule === t?.vehicule)?.valeur ??
    ""
  );
}

/** Euros as people type them, in cents (francs have none); undefined when it is no price. */
export function enPieces(saisi: string, devise: string): number | undefined {
  const lu = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(saisi.replaceAll(/[\s\u00a0\u202f€]/g, ""));
  if (!lu) {
    return undefined;
  }
  return devise === "XPF"
    ? Number(lu[1])
    : Number(lu[1]) * 100 + Number((lu[2] ?? "").padEnd(2, "0"));
}

function prixDe(trajets: readonly TrajetDeclare[], devise: string): Saisie["prix"] {
  return Object.fromEntries(
    trajets.flatMap((t) =>
      t.prix && DEPENSES.some((d) => d.cle === t.mode)
        ? [
            [
              t.mode,
              devise === "XPF" ? String(t.prix) : (t.prix / 100).toFixed(2).replace(".", ","),
            ],
          ]
        : [],
    ),
  );
}

const combien = (n: number | undefined): string => String(n ?? 0);

/** What was told, else what the mission lets one expect. */
export function declarationDe(d: EtatFraisDetail, moyen = "CV5"): Saisie {
  const dit = d.deplacement;
  const [jourDepart = "", heureDepart = ""] = (dit?.depart ?? d.depart_propose ?? "").split("T");
  const [jourRetour = "", heureRetour = ""] = (dit?.retour ?? d.retour_propose ?? "").split("T");
  return {
    jourDepart,
    heureDepart,
    jourRetour,
    heureRetour,
    moyen: dit ? moyenDe(dit.trajets) : moyen,
    repas: combien(dit?.repas),
    repasRa: combien(dit?.repas_ra),
    repasOfferts: combien(dit?.repas_offerts),
    nuits: combien(dit?.nuits),
    prix: prixDe(dit?.trajets ?? [], d.etat.devise),
  };
}

const nombre = (saisi: string): number => Math.max(0, Math.trunc(Number(saisi) || 0));

export function enApi(s: Saisie, devise: string): DeclarationDeplacement {
  const trajet = MOYENS.find((m) => m.valeur === s.moyen)?.trajet;
  const depenses = DEPENSES.flatMap(({ cle }) => {
    const prix = enPieces(s.prix[cle] ?? "", devise);
    return prix ? [{ mode: cle, prix }] : [];
  });
  return {
    depart: `${s.jourDepart}T${s.heureDepart}`,
    retour: `${s.jourRetour}T${s.heureRetour}`,
    trajets: [...(trajet ? [trajet] : []), ...depenses],
    repas: nombre(s.repas),
    repas_ra: nombre(s.repasRa),
    repas_offerts: nombre(s.repasOfferts),
    nuits: nombre(s.nuits),
  };
}
