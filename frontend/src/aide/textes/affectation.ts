import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Affectation",
  sections: [
    {
      titre: "Calculer un plan",
      paragraphes: [
        "« Affecter automatiquement… » calcule un plan pour une session, tout entière ou pour quelques examens. Un plan est une proposition : personne n’est affecté tant qu’il n’est pas publié, et les personnes convoquées ne bougent pas.",
        "L’avancement dit le coût, les places encore vides et l’écart prouvé : aucun plan ne peut coûter moins que le coût diminué de cet écart. Vous pouvez interrompre le calcul, ou travailler ailleurs en attendant.",
        "Cochez plusieurs plans, puis « Comparer… » : euros, kilomètres, places vides, équité, personnes déplacées, côte à côte.",
      ],
    },
    {
      titre: "Retoucher",
      paragraphes: [
        "Dans « Places », Entrée sur une ligne dit qui est là et pourquoi, qui d’autre pourrait venir et ce que cela changerait, et combien de personnes chaque règle écarte. « Choisir » met quelqu’un sur la place et la verrouille ; la console dit la différence de coût.",
        "« Déplacer… » prend la personne d’une place : choisissez une autre place, puis « Poser ici… » ; si elle est tenue, les deux personnes échangent. À la souris, glissez la poignée d’une ligne sur une autre. La différence de coût se lit, terme par terme, avant de confirmer. Si un collègue a changé l’une des places entre-temps, rien n’est fait et on vous le dit.",
        "« Verrouiller » garde la personne au prochain calcul ; « Refuser sur cette mission » l’en écarte. « Calculer de nouveau » respecte les deux.",
      ],
    },
    {
      titre: "Comprendre",
      paragraphes: [
        "« Pourquoi ? » dit en phrases pourquoi cette personne est là : combien pouvaient venir, qui aurait coûté moins cher et où elle est prise, ce que coûterait de s’en passer. « Pourquoi pas ? », à côté de chaque candidat ou pour n’importe qui par son nom, dit la règle qui l’écarte et la donnée en cause, ou ce que sa venue coûterait de plus, en comptant son remplacement là où elle est plus utile.",
        "Une place vide nomme les missions qui se disputent les mêmes personnes, et ces personnes. « Ce qui aiderait » recalcule ces missions avec un kilomètre de plus, une règle de moins ou une personne de plus, et classe ces leviers du moins coûteux au plus coûteux.",
        "Les euros d’équité, de stabilité ou de vœux ne sont pas versés : ce sont les prix que l’académie a donnés à ses règles souples. Ceux de déplacement le sont.",
      ],
    },
    {
      titre: "Publier",
      paragraphes: [
        "« Publier… » vérifie chaque règle impérative sur chaque place, dit ce qui serait fait et défait, et l’applique d’un bloc quand vous le confirmez. Si la situation a changé depuis le calcul, la publication est refusée et nomme les places en cause.",
      ],
    },
    {
      titre: "Régler les règles",
      paragraphes: [
        "« Règles » dit chaque règle en une phrase. Impérative, elle n’est jamais enfreinte ; souple, un manquement coûte son prix ; sans effet, elle est ignorée. Un réglage vaut pour l’académie, ou pour un seul examen.",
      ],
    },
    LISTE,
  ],
};
