import type { Commune } from "../api/genere";

/** Accents, case, hyphens and « St » do not matter to somebody who types a town. */
function plier(s: string): string {
  return s
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .replaceAll(/\bste?\b/g, (m) => (m === "st" ? "saint" : "sainte"))
    .trim();
}

/** The one commune that bears this name; the postal code decides between namesakes. Nobody guesses for the user. */
export function communeNommee(connues: readonly Commune[], nom: string, codePostal: string): Commune | undefined {
  const memes = connues.filter((c) => plier(c.nom) === plier(nom));
  const iciMeme = memes.filter((c) => c.codes_postaux?.includes(codePostal.trim()));
  return memes.length === 1 ? memes[0] : codePostal.trim() !== "" && iciMeme.length === 1 ? iciMeme[0] : undefined;
}
