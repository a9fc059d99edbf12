import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Suivi des saisies",
  sections: [
    {
      titre: "Qui est en retard",
      paragraphes: [
        "Chaque établissement dont un personnel a une compétence paraît pour chaque session en préparation : saisie attendue, terminée ou rouverte.",
        "« Relancer les retardataires… » annonce combien de courriels partiront avant de les envoyer. Un établissement n’est relancé qu’une fois par jour ; ceux qui n’ont pas d’adresse vous sont nommés.",
      ],
    },
    LISTE,
  ],
};
