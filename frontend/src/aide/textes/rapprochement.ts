import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Rapprochement",
  sections: [
    {
      titre: "Décider",
      paragraphes: [
        "Une personne d’un fichier ressemble à quelqu’un de connu, sans que l’identifiant, ou le nom, la date de naissance et l’établissement le prouvent. Elle n’est pas reprise tant que vous n’avez pas décidé.",
        "Le détail met les deux descriptions côte à côte : ≠ marque ce qui diffère. Touche M : même personne ; D : personnes distinctes ; A : remettre à décider. La ligne suivante s’affiche aussitôt.",
        "Cochez plusieurs lignes pour décider ensemble : un essai dit d’abord ce qui serait refusé. La décision est retenue pour les fichiers suivants ; « Traiter de nouveau le fichier » reprend sans attendre les personnes laissées de côté.",
      ],
    },
    LISTE,
  ],
};
