import { date } from "../../grille/formats";

export const SERVICES = {
  intervenant: "Intervenants",
  etablissement: "Établissements",
  centre: "Centres d’examen",
} as const;

/** The local day of an instant, as a date field writes it. */
export function jourDe(iso: string): string {
  const d = new Date(iso);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`;
}

/** The last day that a closing at midnight leaves open. */
export function dernierJour(fin: string): string {
  return jourDe(new Date(new Date(fin).getTime() - 1).toISOString());
}

/** Midnight, where the gestionnaire is, of the day or of the one after. */
export function minuit(jour: string, lendemain = false): string | undefined {
  if (jour === "") {
    return undefined;
  }
  const d = new Date(`${jour}T00:00`);
  d.setDate(d.getDate() + (lendemain ? 1 : 0));
  return Number.isNaN(d.getTime()) ? undefined : d.toISOString();
}

export function periode(debut: string | undefined, fin: string | undefined): string {
  return [
    debut ? `du ${date(jourDe(debut))}` : "",
    fin ? `jusqu’au ${date(dernierJour(fin))} inclus` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
