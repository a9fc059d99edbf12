import type { ForceRegle, Plan, TermeCout } from "../../api/genere";
import { montant } from "../../grille/formats";

const POUR_CENT = new Intl.NumberFormat("fr-FR", { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** How far a plan may be from the best one: the proof, in a few signs. */
export function ecartProuve(millioniemes: number | undefined): string {
  if (millioniemes === undefined) {
    return "";
  }
  return millioniemes === 0 ? "optimal" : `≤ ${POUR_CENT.format(millioniemes / 1e6)}`;
}

export function certificat(p: Plan): string {
  if (p.ecart === undefined) {
    return "";
  }
  const main = p.modifie_main > 0 ? " Ce certificat date d’avant les retouches." : "";
  return p.ecart === 0 ? `Aucun plan ne coûte moins.${main}` : `Ce plan est à moins de ${POUR_CENT.format(p.ecart / 1e6)} du meilleur plan possible.${main}`;
}

export const FORCES: Readonly<Record<ForceRegle, string>> = { imperative: "Impérative", souple: "Souple", sans: "Sans effet" };

const TERMES: Readonly<Record<string, string>> = {
  frais: "Déplacements, repas, nuitées",
  equite: "Équité de la charge",
  classe_examen: "Sans classe d’examen",
  contractuels: "Contractuels appelés",
  voeux: "Vœux suivis ou contrariés",
  stabilite: "Affectations défaites",
  couverture: "Places vides",
  reserve: "Réserves vides",
  composition: "Composition des jurys",
  regroupement: "Trajets partagés",
  rayon: "Au-delà du rayon",
  bassin: "Même bassin",
  propre_etablissement: "Propre établissement",
  propres_eleves: "Propres élèves",
  binome: "Binômes",
};

export const nomTerme = (regle: string): string => TERMES[regle] ?? regle;

/** A difference says its sign. */
export function difference(centimes: number): string {
  return centimes > 0 ? `+ ${montant(centimes)}` : centimes < 0 ? `− ${montant(-centimes)}` : montant(0);
}

export function enClair(termes: readonly TermeCout[]): string {
  const dits = termes.filter((t) => t.centimes !== 0).map((t) => `${montant(t.centimes)} (${nomTerme(t.regle).toLowerCase()}${t.regle === "frais" && t.quantite ? `, ${t.quantite} km` : ""})`);
  return dits.length > 0 ? dits.join(" + ") : "aucun frais, aucune contrainte";
}
