import type { Rapprochement } from "../../api/genere";
import { date } from "../../grille/formats";

export type Comparaison = Readonly<{ champ: string; fichier: string; connu: string; accord: "oui" | "non" | "inconnu" }>;

/** Accents, case and hyphens do not make another person. */
export function plier(s: string): string {
  return s
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function ligne(champ: string, fichier = "", connu = "", montrer = (s: string) => s): Comparaison {
  const accord = fichier === "" || connu === "" ? "inconnu" : plier(fichier) === plier(connu) ? "oui" : "non";
  return { champ, fichier: montrer(fichier), connu: montrer(connu), accord };
}

/** The file and what is known, side by side. */
export function comparer(r: Rapprochement): readonly Comparaison[] {
  return [
    ligne("Civilité", r.civilite, r.connu_civilite),
    ligne("Nom", r.nom, r.connu_nom),
    ligne("Nom patronymique", r.nom_patronymique, r.connu_nom_patronymique),
    ligne("Prénom", r.prenom, r.connu_prenom),
    ligne("Date de naissance", r.date_naissance, r.connu_date_naissance, (s) => (s === "" ? s : date(s))),
    ligne("Établissement", r.uai, r.connu_uai),
    ligne("Fonction", r.fonction, r.connu_fonction),
    ligne("Discipline", r.discipline, r.connu_discipline),
  ].filter((l) => l.fichier !== "" || l.connu !== "");
}
