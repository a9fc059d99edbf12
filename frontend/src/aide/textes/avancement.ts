import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Avancement",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Toutes les affectations de l’académie. Filtrez par session et par état ; les heures sont celles du centre.",
      ],
    },
    LISTE,
  ],
};
