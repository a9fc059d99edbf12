import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Jurys et commissions",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les jurys et les commissions que donne OCEAN, avec leurs centres, leurs dates et leurs effectifs. Aucun candidat n’est nommé : des nombres, et les établissements d’où ils viennent.",
        "Sous un jury, « Composition » montre qui siège à la délibération et ce qu’en disent les règles du diplôme. Elles avertissent ; elles n’empêchent rien.",
        "Un lieu, une date ou un effectif faux se corrige ici : OCEAN ne le changera plus, jusqu’à « Rendre la main à OCEAN ». Les missions suivent à la prochaine génération.",
        "« Règles de composition » met en service ou hors service les règles de chaque diplôme.",
      ],
    },
    LISTE,
  ],
};
