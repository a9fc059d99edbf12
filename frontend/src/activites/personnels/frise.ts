import type { DisponibilitePersonne } from "../../api/genere";

export type Segment = Readonly<{
  genre: "empechement" | "mission";
  depart: number;
  largeur: number;
}>;

const JOUR = 86_400_000;

/** Where the period stands on a line of 100, the bounds of the line being two days of the académie, both included. */
export function placer(
  debut: string | undefined,
  fin: string | undefined,
  du: number,
  au: number,
): Readonly<{ depart: number; largeur: number }> | undefined {
  const d = Math.max(du, debut ? Date.parse(debut) : du);
  const f = Math.min(au, fin ? Date.parse(fin) : au);
  return f > d
    ? { depart: ((d - du) / (au - du)) * 100, largeur: ((f - d) / (au - du)) * 100 }
    : undefined;
}

/** What keeps somebody from coming, and the missions he has, along the period. */
export function frise(p: DisponibilitePersonne, du: string, au: string): readonly Segment[] {
  const [d, f] = [Date.parse(du), Date.parse(au) + JOUR];
  const segments = (
    genre: Segment["genre"],
    periodes: readonly Readonly<{ debut?: string; fin?: string }>[],
  ) =>
    periodes.flatMap((x) => {
      const place = placer(x.debut, x.fin, d, f);
      return place ? [{ genre, ...place }] : [];
    });
  return [...segments("empechement", p.empechements), ...segments("mission", p.missions)];
}

export function jours(du: string, au: string): number {
  return Math.round((Date.parse(au) - Date.parse(du)) / JOUR) + 1;
}
