import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Planification",
  sections: [
    {
      titre: "Ce que le service fait derrière l’écran",
      paragraphes: [
        "Imports, calculs de plans, générations de missions, convocations, lots : chaque traitement long est ici, avec qui l’a demandé, où il en est et ce qu’il a donné. Choisissez-en un pour le suivre en direct ou l’annuler.",
        "Un serveur qui s’arrête en plein travail n’abîme rien : un autre reprend le traitement où il en était, et ne refait pas ce qui est fait.",
      ],
    },
    {
      titre: "Ce qui se fait sans qu’on le demande",
      paragraphes: [
        "Le journal est scellé chaque minute, les outils abonnés sont prévenus en continu, les dossiers surveillés sont relevés, les relances partent une fois par jour au plus et la purge des durées de conservation passe chaque jour.",
      ],
    },
    LISTE,
  ],
};
