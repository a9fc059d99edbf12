import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Communes et limitrophes",
  sections: [
    {
      titre: "Déclarer les communes limitrophes",
      paragraphes: [
        "Aucun déplacement n’est remboursé vers une commune limitrophe de la résidence ou de l’établissement de la personne. La distance affichée aide à choisir, elle ne donne aucun droit : seule la déclaration compte.",
        "Choisissez une commune : la liste va de la plus proche à la plus éloignée. « Déclarer » ou « Retirer », au clic ou par Entrée, change la paire dans les deux sens ; les flèches ↑ ↓ passent d’une commune à l’autre. Un motif, facultatif, s’y joint.",
        "Une décision prise ici porte l’origine « Saisi » et l’emporte sur le fichier, aujourd’hui et aux prochains imports.",
        "« Toutes les paires » liste ce qui est déclaré, pour le contrôler et l’exporter.",
      ],
    },
    {
      titre: "Se servir de la carte",
      paragraphes: [
        "Molette ou + et − : agrandir, réduire. Glisser ou flèches : déplacer. Tabulation : aller aux points, puis flèches d’un point à l’autre. La liste voisine dit la même chose.",
      ],
    },
    LISTE,
  ],
};
