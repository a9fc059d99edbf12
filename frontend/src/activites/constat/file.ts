import type { Constat, SaisieConstat, SortConstat } from "../../api/genere";

/** A mark made on the device, on its way to the server. Its key makes it count once, however often it is sent. */
export type Marque = Readonly<{ saisie: SaisieConstat; qui: string; refus?: string }>;

export type File = readonly Marque[];

/** A second mark on a person who waits takes the place of the first, on the version that was first read. */
export function ajouter(file: File, marque: Marque): File {
  const avant = file.find((m) => m.saisie.affectation === marque.saisie.affectation);
  const saisie = avant && avant.refus === undefined ? { ...marque.saisie, version: avant.saisie.version } : marque.saisie;
  return [...file.filter((m) => m !== avant), { ...marque, saisie }];
}

/** What is written leaves the queue; what is refused or conflicts stays, and says why, until somebody reads it. */
export function depouiller(file: File, sorts: readonly SortConstat[]): File {
  const par = new Map(sorts.map((s) => [s.cle, s]));
  return file.flatMap((m) => {
    const sort = par.get(m.saisie.cle);
    if (!sort) {
      return [m];
    }
    return sort.sort === "enregistre" || sort.sort === "deja_recu" ? [] : [{ ...m, refus: sort.message ?? "Refusé." }];
  });
}

export function aEnvoyer(file: File): File {
  return file.filter((m) => m.refus === undefined).slice(0, 100);
}

export function ecarter(file: File, cle: string): File {
  return file.filter((m) => m.saisie.cle !== cle);
}

/** The row as it will be once the queue has arrived. */
export function applique(k: Constat, file: File): Constat {
  const m = file.find((x) => x.saisie.affectation === k.id && x.refus === undefined);
  if (!m) {
    return k;
  }
  const { cle: _cle, affectation: _affectation, version: _version, ...dit } = m.saisie;
  const { copies: _c, candidats: _n, minutes: _m, demandes: _d, coefficient: _e, remplacant: _r, observation: _o, ...reste } = k;
  return { ...reste, ...dit };
}

export type Totaux = Readonly<{ constates: number; faits: number; copies: number; candidats: number; minutes: number }>;

export function totaux(lignes: readonly Constat[]): Totaux {
  const t = { constates: 0, faits: 0, copies: 0, candidats: 0, minutes: 0 };
  for (const k of lignes) {
    t.constates += k.fait ? 1 : 0;
    t.faits += k.fait === "fait" || k.fait === "partiel" ? 1 : 0;
    t.copies += k.copies ?? 0;
    t.candidats += k.candidats ?? 0;
    t.minutes += k.minutes ?? 0;
  }
  return t;
}

/** What the device kept: nothing else than a queue, or nothing. */
export function lire(texte: string | null): File {
  try {
    const lu: unknown = JSON.parse(texte ?? "[]");
    return Array.isArray(lu) ? lu.filter((m): m is Marque => typeof m === "object" && m !== null && "saisie" in m && "qui" in m) : [];
  } catch {
    return [];
  }
}
