import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Constat de service fait",
  sections: [
    {
      titre: "Constater",
      paragraphes: [
        "Choisissez une mission, puis dites pour chacun si le service est fait, en partie, non fait ou remplacé. Chaque forme demande ce par quoi le travail est payé : copies, candidats et durée, durée, demandes. « Tous ceux qui restent » donne le même mot à tous d’un coup.",
        "Les totaux déclarés se lisent au-dessus, au regard des présents remontés par OCEAN.",
      ],
    },
    {
      titre: "Sans réseau",
      paragraphes: [
        "Ce que vous constatez est gardé sur l’appareil et part dès que le réseau revient, une seule fois. Laissez la page ouverte. Si quelqu’un a constaté la même personne entre-temps, la page vous le dit et rien n’est écrasé.",
      ],
    },
    {
      titre: "Signer",
      paragraphes: [
        "Quand chacun est constaté, signez la mission : les quantités ne changent plus et les rémunérations passent au contrôle. Seul le gestionnaire lève une signature, avec un motif.",
      ],
    },
    {
      titre: "Correction dématérialisée",
      paragraphes: ["« Importer les copies corrigées… » reçoit un CSV numero;examen;epreuve;copies;fait. Chaque correcteur a son constat et sa rémunération passe au contrôle. Le même fichier, envoyé deux fois, n’écrit qu’une fois."],
    },
    LISTE,
  ],
};
