import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "OCEAN et génération des missions",
  sections: [
    {
      titre: "Échanges",
      paragraphes: [
        "Quatre échanges par session, dans leur ordre : la réglementation ; les inscriptions ; les centres, jurys et commissions ; les présents. Chacun se cherche dans la base IMAOCE, ou se dépose en fichiers CSV.",
        "Ce que l’échange changerait s’affiche avant que rien ne soit écrit : lisez, puis appliquez ou abandonnez. Rejouer un échange rafraîchit la session : seul ce qui a changé est touché.",
        "Un échange fait avant son tour est refusé et dit lequel manque. Ce que vous avez corrigé à la main n’est plus changé par OCEAN.",
      ],
    },
    {
      titre: "Génération",
      paragraphes: [
        "« Simuler la génération » compare les missions à ce que demandent les règles. La différence se lit mission par mission ; « Appliquer » n’écrit que ce que vous avez lu.",
        "Une mission où quelqu’un est affecté ne perd jamais ses personnes : son lieu et ses dates ne changent pas sans vous, et une commission retirée d’OCEAN la marque sans l’effacer. Une mission sans personne est annulée, et revient si OCEAN la redemande.",
        "Dans « Règles », dites combien de personnes, de quel rôle, pour combien de candidats ou de copies, avec quelle réserve.",
      ],
    },
    {
      titre: "Alertes et cohérence",
      paragraphes: [
        "« Alertes » liste ce qui a changé sous des personnes affectées ou convoquées, avec la suite proposée. Appliquez le changement, gardez la mission comme elle est, ou dites que c’est fait.",
        "« Cohérence » compte les missions sans centre ou sans date, les besoins sans personne compétente, les commissions sans mission et les effectifs qui diffèrent d’OCEAN ; « Voir » montre les lignes.",
      ],
    },
    LISTE,
  ],
};
