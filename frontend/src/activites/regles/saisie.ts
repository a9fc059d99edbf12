import type { RegleCompetence, SaisieRegleCompetence } from "../../api/genere";

/** What the form holds: every criterion as text, empty for « any ». */
export type Saisie = Readonly<Required<Omit<SaisieRegleCompetence, "session" | "priorite">> & { priorite: string; libelle: string }>;

export const VIDE: Saisie = {
  epreuve_option: "",
  libelle: "",
  sens: "donne",
  matiere: "",
  dispositif: "",
  diplome: "",
  annee: "toutes",
  modalite: "",
  discipline: "",
  priorite: "1",
  commentaire: "",
};

export function saisieDe(r: RegleCompetence | undefined): Saisie {
  return r
    ? {
        epreuve_option: r.epreuve_option,
        libelle: `${r.examen} ${r.specialite} – ${r.epreuve_option_libelle}`,
        sens: r.sens,
        matiere: r.matiere,
        dispositif: r.dispositif,
        diplome: r.diplome,
        annee: r.annee,
        modalite: r.modalite,
        discipline: r.discipline,
        priorite: String(r.priorite),
        commentaire: r.commentaire ?? "",
      }
    : VIDE;
}

export function corps(s: Saisie, session: string): SaisieRegleCompetence {
  const { epreuve_option, sens, matiere, dispositif, diplome, annee, modalite, discipline, commentaire } = s;
  return { session, epreuve_option, sens, matiere, dispositif, diplome, annee, modalite, discipline, commentaire, priorite: Number(s.priorite) };
}

/** In words, as the computation will tell it: what one reads before saving. */
export function enMots(s: Saisie): string {
  const criteres = [
    s.matiere === "" ? "toute matière" : `la matière ${s.matiere}`,
    s.dispositif === "" ? "" : `dispositif ${s.dispositif}`,
    s.diplome === "" ? "" : `diplôme ${s.diplome}`,
    s.annee === "toutes" ? "" : s.annee === "derniere" ? "en classe d’examen" : `en année ${s.annee} du cycle`,
    s.modalite === "" ? "" : `en modalité ${s.modalite}`,
    s.discipline === "" ? "" : `au titre de la discipline ${s.discipline}`,
  ].filter(Boolean);
  const quoi = s.libelle === "" ? "une épreuve-option à choisir" : s.libelle;
  return `Enseigner ${criteres.join(", ")} ${s.sens === "exclut" ? "ne donne pas" : "donne"} ${quoi}${s.sens === "exclut" ? ", quelle que soit la règle qui la donnerait" : `, priorité ${s.priorite}`}.`;
}
