import type { Avis, AuteurCompetence, Competence, Moi } from "../../api/genere";

type Profil = Moi["service"]["profil"];

/** On whose behalf each profile speaks. */
const VOIX: Readonly<Partial<Record<Profil, AuteurCompetence["type"]>>> = {
  intervenant: "intervenant",
  chef_etablissement: "etablissement",
  inspecteur: "inspecteur",
  gestionnaire: "gestionnaire",
  administrateur: "gestionnaire",
};

export const parle = (moi: Moi): boolean => VOIX[moi.service.profil] !== undefined;

/** One's own line among the authors: a school signs by its UAI, the others by their name. */
export function monAvis(c: Competence, moi: Moi): AuteurCompetence | undefined {
  const voix = VOIX[moi.service.profil];
  return c.auteurs.find((a) => {
    if (a.type !== voix) {
      return false;
    }
    return voix === "intervenant" || (voix === "etablissement" ? (moi.service.etablissement ?? "").startsWith(a.libelle) : a.libelle === moi.personne);
  });
}

export const DITS: Readonly<Record<Avis, string>> = { valider: "validée", refuser: "refusée", retirer: "avis retiré" };

/** « BTS 31406 – MATHEMATIQUES »: what people call it. */
export const nommer = (c: Pick<Competence, "examen" | "specialite" | "epreuve_option_libelle">): string =>
  `${[c.examen, c.specialite].filter(Boolean).join(" ")} – ${c.epreuve_option_libelle}`;
