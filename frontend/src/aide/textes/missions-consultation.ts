import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Consultation des missions",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Les missions pour lesquelles vous êtes convoqué (ou, pour un chef de centre, celles de votre centre), avec leur lieu et leur heure au fuseau du centre.",
      ],
    },
    {
      titre: "Répondre à une convocation",
      paragraphes: [
        "« Ouvrir » montre la mission et la lettre ; « J’en accuse réception » répond. « Je ne peux pas… » en dit la raison, avec un justificatif : votre réponse devient une demande de dispense, lue par la division des examens seule. Vous restez convoqué tant qu’elle n’a pas répondu.",
      ],
    },
    LISTE,
  ],
};
