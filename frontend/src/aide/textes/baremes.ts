import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Barèmes et distances",
  sections: [
    {
      titre: "Taux",
      paragraphes: [
        "Chaque valeur dit depuis quand elle vaut, quel texte la fixe et si ce texte a été lu. Changez le jour pour voir ce qui valait ou vaudra : c’est le jour de la mission qui décide.",
        "« Changer… » ajoute une décision de l’académie, à partir d’un jour ; rien n’est effacé, et l’on peut revenir à la valeur nationale. Les missions d’avant gardent leur taux.",
      ],
    },
    {
      titre: "Examens",
      paragraphes: [
        "Chaque examen a son taux pour les copies et son taux pour les oraux. « NR » dit qu’il n’est pas rémunéré. Sans taux, rien ne peut être calculé : choisissez-le.",
      ],
    },
    {
      titre: "Distances",
      paragraphes: [
        "La distance est celle de l’itinéraire le plus court, en aller simple, dans les deux sens. Elle se saisit, se demande au service d’itinéraire de l’académie, ou s’estime à vol d’oiseau.",
        "Une distance estimée n’est jamais payée : confirmez-la ou corrigez-la.",
      ],
    },
    {
      titre: "Charger une table de distances",
      paragraphes: ["« Ajouter », puis « Charger une table… » : un CSV insee_a;insee_b;km et d’où il vient. Ce qui serait ajouté, changé ou laissé de côté s’affiche avant d’écrire ; ce qu’une personne a corrigé est gardé ; les déclarations ouvertes sont recalculées."],
    },
    {
      titre: "Types de mission et imputations",
      paragraphes: [
        "« Types de mission » dit par quoi chacun est payé ; la forme du constat suit.",
        "« Imputations » tient le bureau de gestion : programme, centre de coûts, enveloppe et ordonnateur, pour tous et pour les examens qui en diffèrent. Les lots de liquidation et le suivi financier les portent. Le NUMEN de l’ordonnateur est chiffré.",
      ],
    },
    LISTE,
  ],
};
