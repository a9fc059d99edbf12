import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Vœux et indisponibilités",
  sections: [
    {
      titre: "Vos vœux",
      paragraphes: [
        "Une période, un lieu, une distance, un type de mission, un collègue avec qui voyager : un vœu éclaire les gestionnaires et n’engage personne.",
      ],
    },
    {
      titre: "Demander une dispense",
      paragraphes: [
        "Dites pour quelle session, quel examen et quelle période, expliquez votre situation, joignez un justificatif (PDF, JPEG ou PNG, 5 Mo au plus). Votre établissement donne son avis, la division des examens décide et vous répond par courriel.",
        "Votre motif et votre justificatif sont gardés chiffrés. Votre établissement ne les lit que si vous cochez la case prévue ; chaque lecture par la division des examens est inscrite au journal.",
        "Si l’activité ferme pendant que vous écrivez, rien n’est perdu : votre saisie vous attend à la réouverture, tant que vous ne quittez pas IMAG’IN.",
      ],
    },
  ],
};
