import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Règles de compétence",
  sections: [
    {
      titre: "Une règle",
      paragraphes: [
        "Une règle dit que tel enseignement donne telle épreuve-option : une matière, un motif de MEF (dispositif, diplôme, année du cycle), une modalité, une discipline de poste. Un critère vide accepte tout, « ? » remplace un caractère. La phrase au-dessus du formulaire la dit en clair.",
        "La priorité 1 est celle des classes d’examen : une compétence porte la meilleure priorité des règles qui la donnent. Une règle qui « exclut » l’emporte sur toutes celles qui donnent, pour l’enseignement qu’elle vise.",
        "« Exporter pour modifier » donne un CSV qu’« Importer un CSV… » relit : le bilan et les lignes rejetées se lisent avant que rien ne change. « Copier d’une autre session… » ajoute les règles qui manquent.",
      ],
    },
    {
      titre: "Le calcul",
      paragraphes: [
        "« Simuler le calcul » montre qui gagne et qui perd quelle compétence, pourquoi, et ce que cela change tous auteurs pesés ; la différence se filtre et s’exporte. « Appliquer cette différence » n’écrit que ce qui a été lu : si les données ont changé entre-temps, une nouvelle différence est montrée.",
        "Le calcul n’écrit et ne retire que les lignes SYS. Ce que les personnes ont dit n’est jamais touché.",
      ],
    },
    LISTE,
  ],
};
