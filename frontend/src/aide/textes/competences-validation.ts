import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Validation de la saisie des compétences",
  sections: [
    {
      titre: "Dire que c’est terminé",
      paragraphes: [
        "Quand les compétences de vos personnels sont vérifiées, déclarez la saisie terminée : la division des examens le voit et ne vous relance plus. « Rouvrir la saisie » revient sur cette déclaration.",
      ],
    },
  ],
};
