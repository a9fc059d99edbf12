import type { ChargeSession } from "../api/genere";
import { nombre } from "../grille/formats";

const missions = (n: number): string => (n === 0 ? "aucune mission" : n === 1 ? "une mission" : `${nombre(n)} missions`);

/** One sentence: how many missions, and how that stands beside the discipline. */
export function comparer(s: Readonly<Pick<ChargeSession, "moi" | "mediane" | "personnes">>, soi: boolean, discipline?: string): string {
  const debut = soi ? `${s.moi.missions === 0 ? "Vous n’avez" : "Vous avez"} ${missions(s.moi.missions)}` : missions(s.moi.missions).replace(/^./, (c) => c.toUpperCase());
  if (s.personnes === 0) {
    return `${debut} ; personne n’en a encore dans cette discipline.`;
  }
  if (!s.mediane) {
    return `${debut}. Trop peu de personnes de votre discipline en ont pour les comparer.`;
  }
  const ecart = s.moi.missions - s.mediane.missions;
  const rapport = ecart === 0 ? "autant que" : ecart > 0 ? "plus que" : "moins que";
  return `${debut} : ${rapport} la médiane des ${nombre(s.personnes)} personnes qui en ont${discipline ? ` en ${discipline}` : " dans la discipline"} (${nombre(s.mediane.missions)}).`;
}
