/** Every day from one to another, both included. */
export function joursEntre(debut: string, fin: string): readonly string[] {
  const jours: string[] = [];
  const d = new Date(`${debut}T12:00:00Z`);
  for (let i = 0; i < 400 && d.toISOString().slice(0, 10) <= fin; i += 1) {
    jours.push(d.toISOString().slice(0, 10));
    d.setUTCDate(d.getUTCDate() + 1);
  }
  return jours;
}

/** Monday of the week of a day. */
export function lundi(jour: string): string {
  const d = new Date(`${jour}T12:00:00Z`);
  d.setUTCDate(d.getUTCDate() - ((d.getUTCDay() + 6) % 7));
  return d.toISOString().slice(0, 10);
}

/** Days of the session, week by week; each week is whole, so that a column is always the same day. */
export function semaines(debut: string, fin: string): readonly (readonly string[])[] {
  const jours = joursEntre(lundi(debut), fin);
  const faites: string[][] = [];
  for (let i = 0; i < jours.length; i += 7) {
    const semaine = jours.slice(i, i + 7);
    faites.push(semaine.length === 7 ? semaine : [...joursEntre(jours[i] ?? "", dimanche(jours[i] ?? ""))]);
  }
  return faites;
}

function dimanche(jour: string): string {
  const d = new Date(`${jour}T12:00:00Z`);
  d.setUTCDate(d.getUTCDate() + 6);
  return d.toISOString().slice(0, 10);
}

/** Density from 1 to 3, by the busiest day of the whole: three shades are told apart, ten are not. */
export function densite(n: number, max: number): 0 | 1 | 2 | 3 {
  return n === 0 ? 0 : n * 3 <= max ? 1 : n * 3 <= 2 * max ? 2 : 3;
}

const COURT = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "short", timeZone: "UTC" });
const LONG = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const jourCourt = (jour: string): string => COURT.format(new Date(`${jour}T00:00:00Z`));
export const jourLong = (jour: string): string => LONG.format(new Date(`${jour}T00:00:00Z`));
export const INITIALES = ["L", "M", "M", "J", "V", "S", "D"] as const;

/** What nine cells out of ten do not exceed: one crowded line does not make all the others pale. */
export function plafond(besoins: readonly number[]): number {
  const tries = besoins.toSorted((a, b) => a - b);
  return Math.max(1, tries[Math.floor((tries.length - 1) * 0.9)] ?? 1);
}
