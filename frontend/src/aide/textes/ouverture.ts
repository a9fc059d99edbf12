import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Ouverture des services",
  sections: [
    {
      titre: "Ouvrir et fermer",
      paragraphes: [
        "Chaque onglet montre les activités d’un service comme ce service les trouve maintenant. « Changer… » décide : tout de suite, ou entre deux dates, avec un mot que le service lira.",
        "La décision vaut aussitôt, à l’écran comme pour l’API. Si quelqu’un a décidé entre-temps, rien n’est changé et la page vous le montre.",
        "« Pour » limite la décision à un examen : elle l’emporte alors sur la décision générale, jusqu’à ce que l’examen soit rendu à celle-ci (« Comme pour les autres examens »). Le menu nomme les examens ouverts ou fermés ; l’API refuse d’écrire sur un examen fermé.",
        "« Historique » garde chaque décision, avec son auteur et sa date.",
      ],
    },
  ],
};
