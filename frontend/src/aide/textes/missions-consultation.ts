import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Consultation des missions",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les missions pour lesquelles vous êtes convoqué (ou, pour un chef de centre, celles de votre centre), avec leur lieu et leur heure au fuseau du centre.",
      ],
    },
    LISTE,
  ],
};
