import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Journal",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Qui a fait quoi, quand, d’où, et ce qui a changé. Le journal ne se modifie ni ne s’efface.",
      ],
    },
    LISTE,
  ],
};
