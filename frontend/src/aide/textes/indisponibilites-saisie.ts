import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Saisie d’indisponibilité",
  sections: [
    {
      titre: "Saisir une période",
      paragraphes: [
        "Tapez le début d’un nom, choisissez une ou plusieurs personnes, puis la période par demi-journées : 13 h sépare le matin de l’après-midi. La division des examens en tient compte aussitôt.",
        "Une personne déjà en mission sur la période est signalée dans la console. N’écrivez jamais de donnée de santé dans le commentaire.",
        "« Périodes saisies » les montre toutes ; vous pouvez retirer celles que votre établissement a saisies.",
      ],
    },
  ],
};
