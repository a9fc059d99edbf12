import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Missions",
  sections: [
    {
      titre: "Créer et corriger",
      paragraphes: [
        "« Créer une mission » en fait une en brouillon. Ses onglets la complètent : général, créneaux, candidats et origines, besoins, affectations, historique. Elle s’ouvre quand elle a un centre, un créneau et quelqu’un à demander.",
        "Les heures sont celles du centre. Sur place, deux créneaux d’une même personne s’excluent ; à distance, un créneau est une période. Dans les tableaux de saisie, Alt + Bas ajoute une ligne, Alt + Suppr la retire.",
        "Quand des personnes sont affectées, un changement dit d’abord qui il touche, qui serait pris ailleurs et ce qu’il reste à faire ; rien n’est changé tant que vous n’avez pas confirmé. Si quelqu’un était déjà convoqué, la mission garde une alerte.",
      ],
    },
    {
      titre: "Affecter à la main",
      paragraphes: [
        "« Qui affecter », sur une mission ouverte, liste les personnes possibles de la moins chère à la plus chère, avec la raison de chacune. « Affecter » le fait aussitôt, après vérification des règles impératives ; ce qui est fait se défait depuis « Avancement ».",
      ],
    },
    {
      titre: "Plusieurs à la fois",
      paragraphes: [
        "« Affecter automatiquement… » calcule un plan pour les seules missions cochées ; il se lit et se publie dans « Affectation ».",
        "Cochez des lignes, ou tout le filtre, pour ouvrir, clore, annuler, décaler ou changer de centre. Un essai dit d’abord ce qui serait fait, ce qui serait laissé de côté et pourquoi. « Fusionner » réunit des missions de même type, centre et épreuve ; « Scinder » en partage une par jours ou par effectifs.",
        "Une mission affectée ne se supprime pas : désaffectez d’abord. Convoquée, annulez d’abord le traitement de convocation. Venue d’OCEAN, elle s’annule.",
      ],
    },
    {
      titre: "Calendrier et carte",
      paragraphes: [
        "Le calendrier montre toute la session, une ligne par centre ou par discipline, une case par jour : flèches pour s’y déplacer, Entrée pour ouvrir un jour. La carte montre où il manque quelqu’un.",
      ],
    },
    LISTE,
  ],
};
