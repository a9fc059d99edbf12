import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Outils tiers",
  sections: [
    {
      titre: "Déclarer un outil",
      paragraphes: [
        "Un outil lit l’API dans la limite de ses portées et de son débit. Son secret est montré une seule fois. « Nouveau secret » en donne un autre ; l’ancien vaut encore vingt-quatre heures, le temps de le remplacer.",
        "« Arrêter » ferme l’outil aussitôt, jetons compris.",
      ],
    },
    {
      titre: "Webhooks",
      paragraphes: [
        "Une adresse est prévenue de chaque changement, dans l’ordre pour un même objet, par un message signé. Si elle ne répond pas, l’envoi est retenté pendant un jour environ, puis abandonné. « Renvoyer » le remet en file.",
        "Une adresse d’un réseau privé n’est jamais appelée, sauf réglage de l’exploitant.",
      ],
    },
  ],
};
