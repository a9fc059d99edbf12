import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Compétences",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les compétences de tous les intervenants de votre périmètre, avec leurs auteurs. Choisissez une ligne pour voir les rattachements et les enseignements de la personne, les avis, et pourquoi le calcul l’a donnée.",
      ],
    },
    {
      titre: "Se prononcer sur plusieurs à la fois",
      paragraphes: [
        "Cochez des lignes, ou toutes celles du filtre, puis « Valider », « Refuser… » ou « Retirer mon avis » : la simulation dit d’abord combien deviendraient effectives et combien cesseraient de l’être.",
        "« Déclarer en masse » donne une épreuve-option à toutes les personnes cochées. « Réservistes et contractuels » montre ce que les inspecteurs proposent ; le gestionnaire retient, ou écarte avec un motif.",
      ],
    },
    LISTE,
  ],
};
