import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Réglementation",
  sections: [
    {
      titre: "Choisir ce qui donne lieu à missions",
      paragraphes: [
        "Chaque ligne est une épreuve-option de la session. Touche O : elle donne lieu à missions ; N : elle n’y donne pas lieu. Cochez plusieurs lignes pour choisir ensemble ; un essai dit d’abord ce qui changerait. Votre choix l’emporte sur les échanges suivants.",
        "Une épreuve en CCF ne donne pas lieu à missions sauf choix contraire. « NR » comme groupe de rémunération : pas de rémunération. Les missions qui existent déjà restent.",
      ],
    },
    LISTE,
  ],
};
