import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Établissements et centres",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les établissements de l’académie, tels que l’annuaire officiel et STS-WEB les décrivent. Celui qui ne figure plus au fichier officiel est historisé, jamais effacé.",
        "L’onglet « Carte » place l’établissement parmi les autres de la page affichée. Les distances sont à vol d’oiseau.",
      ],
    },
    LISTE,
  ],
};
