import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Saisie des compétences",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "La liste des épreuves-options pour lesquelles vous êtes déclaré compétent, et par qui : SYS (le calcul à partir de vos enseignements), un établissement (son code UAI), une personne (son nom).",
        "(C) veut dire créée, (V) validée, (R) refusée. L’avis le plus élevé l’emporte : gestionnaire, inspecteur, intervenant, établissement, puis SYS.",
        "Validez ou refusez chaque compétence : sur un téléphone, dans sa carte ; sur un grand écran, dans « Avis et auteurs ». Un refus demande un motif, que les autres auteurs liront ; « Commenter… » ajoute un mot à une validation. « Retirer mon avis » l’efface, sans toucher à celui des autres.",
        "« Déclarer une compétence » ajoute une épreuve-option de la réglementation à laquelle personne n’avait pensé. « Pourquoi » dit de quel enseignement, et par quelle règle, vient chaque ligne SYS.",
        "Si l’activité ferme pendant que vous écrivez, votre envoi est refusé avec la raison, et ce que vous avez saisi reste à l’écran.",
        "Sous la liste, vos établissements de rattachement et vos enseignements : s’ils sont inexacts, signalez-le à votre établissement.",
      ],
    },
    LISTE,
  ],
};
