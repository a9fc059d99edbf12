import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Convocation par mission",
  sections: [
    {
      titre: "Convoquer pour votre centre",
      paragraphes: [
        "Cochez les personnes affectées à vos missions, puis « Convoquer » : la lettre suit le paramétrage que le gestionnaire partage pour la session et porte la signature de votre centre.",
        "« Annuler » rend l’affectation de nouveau à convoquer et prévient la personne. Une convocation qui appelle aussi dans un autre centre s’annule auprès du gestionnaire.",
      ],
    },
  ],
};
