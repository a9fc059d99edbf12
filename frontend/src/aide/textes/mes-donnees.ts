import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Mes données",
  sections: [
    {
      titre: "Lire et emporter",
      paragraphes: [
        "La page dit, rubrique par rubrique, ce que le service des examens sait de vous. « Télécharger mes données » en donne une copie, lisible par un tableur ou un autre service. Les numéros confidentiels y restent masqués.",
      ],
    },
    {
      titre: "Faire rectifier",
      paragraphes: [
        "Écrivez ce qui est faux et ce qu’il faut lire à la place. La réponse se lit au même endroit, et vous parvient par courriel si votre adresse est connue. Cinq demandes au plus attendent en même temps.",
        "Vos coordonnées et votre véhicule se changent directement dans « Mon dossier ».",
      ],
    },
  ],
};
