import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Indisponibilités et dispenses",
  sections: [
    {
      titre: "Dispenses",
      paragraphes: [
        "La liste ne montre pas les motifs : « Lire le motif » ouvre celui de la demande choisie, et le journal garde cette lecture. La décision attend l’avis de l’établissement, ou la fin de son délai ; la réponse part par courriel. Un refus se motive.",
      ],
    },
    {
      titre: "Ce qui rend indisponible",
      paragraphes: [
        "Une personne est indisponible si elle est écartée ou historisée, en congé long, admissible à un concours, stagiaire (sauf types de mission permis), hors des dates de son contrat, en jour libéré de temps partiel ou à la limite de sa quotité, dispensée, indisponible sur la période, ou déjà sur place ailleurs.",
        "« Situations » dit ce que les fichiers de personnels ne disent pas, ou le contredit. « Qui est disponible ? » répond pour une personne, avec les mots de chaque empêchement. « Règles » fixe celles de l’académie.",
      ],
    },
  ],
};
