import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Convocation par mission",
  sections: [
    {
      titre: "Convoquer pour votre centre",
      paragraphes: [
        "Cochez les personnes affectées à vos missions, puis « Convoquer » : la lettre suit le paramétrage que le gestionnaire partage pour la session et porte la signature de votre centre.",
        "« Modifier… » change la consigne d’une seule personne (salle, porte, heure d’accueil) : sa lettre est aussitôt remplacée par une rectificative. Les heures et le lieu se changent dans la mission. « Imprimer toutes les lettres » les donne en un fichier.",
        "« Annuler » rend l’affectation de nouveau à convoquer et prévient la personne. Une convocation qui appelle aussi dans un autre centre s’annule auprès du gestionnaire.",
      ],
    },
  ],
};
