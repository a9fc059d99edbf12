import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Signature du centre",
  sections: [
    {
      titre: "Qui signe",
      paragraphes: [
        "La signature déposée ici est imprimée sur les convocations signées par le centre. Une nouvelle remplace la précédente aussitôt ; les lettres déjà éditées gardent la leur.",
      ],
    },
  ],
};
