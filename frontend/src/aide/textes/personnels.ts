import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Consultation des personnels",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les personnes rattachées à votre établissement, à titre principal ou secondaire.",
      ],
    },
    LISTE,
  ],
};
