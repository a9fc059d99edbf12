import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Sessions",
  sections: [
    {
      titre: "Préparer, ouvrir",
      paragraphes: [
        "« Préparer une session » crée la suivante et reprend les centres et les règles de celle que vous choisissez. Rien n’y est encore affecté : ouvrez-la quand elle est prête.",
      ],
    },
    {
      titre: "Clore, archiver",
      paragraphes: [
        "Une session se clôt quand rien n’y reste en suspens. La situation dit ce qui reste, combien, et mène à la liste. Close, elle se rouvre avec un motif.",
        "Archivée, elle se lit encore et plus rien n’y change : la base de données elle-même le refuse. L’archivage ne se défait pas.",
      ],
    },
    LISTE,
  ],
};
