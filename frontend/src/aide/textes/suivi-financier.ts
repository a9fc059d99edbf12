import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Suivi financier",
  sections: [
    {
      titre: "Lire la synthèse",
      paragraphes: [
        "Chaque somme contient les suivantes : engagé (tout ce qui est calculé à ce jour), validé, transmis, payé. La barre est d’autant plus longue que l’engagé est grand, d’autant plus foncée que l’argent approche de la personne.",
        "Choisissez ce par quoi additionner (examen, session, type de mission, centre, programme, mois) et la session. Les délais sont des médianes, en jours, depuis le jour de la mission.",
      ],
    },
    {
      titre: "Relancer",
      paragraphes: [
        "« Relancer les personnes » rappelle les déplacements de missions finies que personne n’a déclarés ; « Relancer les centres », les services à constater. Le nombre de courriels et les adresses manquantes s’affichent avant l’envoi.",
        "Personne n’est relancé deux fois le même jour. Le paramètre PARAM.RELANCE.HEBDO, dans Barèmes et distances, fait partir ces relances d’elles-mêmes chaque lundi.",
      ],
    },
    { titre: "Exporter", paragraphes: ["« Détail et exports » montre les sommes les plus fines, à filtrer, trier et exporter en CSV ou Excel ; « PDF » imprime la synthèse affichée."] },
    LISTE,
  ],
};
