import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Courriels",
  sections: [
    {
      titre: "Ce qui est parti",
      paragraphes: [
        "Chaque courriel écrit par l’application, son texte et ce qu’il en est advenu. Un envoi qui échoue est retenté de plus en plus rarement pendant un jour et demi ; « Renvoyer » le remet en file.",
        "En mode démonstration, aucun courriel ne part : ils se lisent ici, dans la boîte locale.",
      ],
    },
    LISTE,
  ],
};
