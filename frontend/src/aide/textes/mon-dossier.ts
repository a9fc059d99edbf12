import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Mon dossier",
  sections: [
    {
      titre: "À quoi il sert",
      paragraphes: [
        "Votre commune de résidence décide du droit au déplacement et de la distance ; la puissance fiscale de votre voiture (case P.6 de la carte grise), du taux du kilomètre.",
        "Passé le délai que fixe l’académie, le dossier est à confirmer avant une déclaration : un geste suffit si rien n’a changé.",
      ],
    },
    {
      titre: "Compte à créditer",
      paragraphes: [
        "Il n’est demandé qu’aux personnes que l’académie ne paie pas déjà. Sa clé est vérifiée, il est chiffré dès sa réception et n’est plus jamais affiché en entier : seuls ses quatre derniers caractères le sont.",
        "Chaque lecture faite pour vous payer est inscrite au journal.",
      ],
    },
    {
      titre: "Situation particulière",
      paragraphes: [
        "Une reconnaissance RQTH ou le besoin d’un taxi se déclarent ici et comptent une fois reconnus par l’académie. Vous seul et ceux qui contrôlent vos frais les voient ; le journal n’en garde pas la teneur.",
      ],
    },
  ],
};
