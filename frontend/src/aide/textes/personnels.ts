import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Consultation des personnels",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les personnes rattachées à votre établissement, à titre principal ou secondaire.",
      ],
    },
    {
      titre: "Leurs convocations",
      paragraphes: [
        "La vue « Convocations » dit qui est convoqué, où et quand, qui a ouvert sa lettre, qui y a répondu. Double-cliquez une ligne, ou Entrée, pour ce que dit la lettre ; « Imprimer » donne en un fichier les lettres affichées. Pourquoi une personne ne peut pas venir ne vous est dit que si elle l’a permis, dans « Demandes de dispense ».",
      ],
    },
    LISTE,
  ],
};
