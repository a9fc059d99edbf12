import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Convocations",
  sections: [
    {
      titre: "Contrôler, puis convoquer",
      paragraphes: [
        "Un paramétrage dit quelles affectations convoquer (le filtre est celui de la liste des affectations), avec quel modèle de lettre, quelle signature, une lettre par personne ou par mission. Partagé, il sert à vos collègues et aux centres ; copié, il est à vous.",
        "« Contrôler » ne change rien : il compte les lettres, dit ce qui n’est pas cohérent (indisponible depuis, sans courriel, mission modifiée…) et montre toutes les lettres.",
        "« Traitement officiel » convoque : les affectations deviennent convoquées, les lettres sont numérotées et figées, les états de frais créés, les courriels mis en file. Il est refusé si le nombre d’affectations a changé depuis le contrôle.",
      ],
    },
    {
      titre: "Suivre, reprendre, annuler",
      paragraphes: [
        "L’onglet « Traitements » montre chaque traitement en direct. Interrompu, il se reprend où il en était. Annulé, il défait tout ce qu’il a fait tant qu’aucun état de frais n’est transmis ni le service fait constaté, et prévient ceux qui l’avaient été.",
        "Les lettres s’obtiennent en un fichier, en archive par centre, par établissement ou par personne, ou pour les seules personnes sans courriel : une fois ce lot posté, « Lot imprimé parti » le note.",
      ],
    },
    {
      titre: "Relancer, répondre à qui ne peut pas venir",
      paragraphes: [
        "Dans l’onglet « Convocations », les vues « Non ouvertes », « Sans réponse » et « En retard » disent qui n’a pas répondu. Cochez des lignes, ou tout le filtre, puis « Relancer… » : le décompte vient d’abord, la relance ensuite ; personne n’est relancé deux fois le même jour. Un paramétrage peut aussi relancer de lui-même, tous les tant de jours, jusqu’à la mission.",
        "Qui conteste fait une demande de dispense : son motif, gardé chiffré, et son justificatif se lisent dans le détail de la lettre, et chaque lecture est inscrite au journal. « Répondre à la contestation… » maintient ou annule la convocation ; la dispense se décide dans « Indisponibilités et dispenses ».",
      ],
    },
    {
      titre: "Quand une mission change",
      paragraphes: [
        "L’onglet « À rectifier » compare chaque lettre en vigueur à sa mission et propose exactement celles qui ne disent plus vrai, avec ce qui change. La rectificative annule et remplace ; l’agenda de la personne se met à jour, son état de frais suit la mission à son nouveau jour. Si la personne a déjà saisi cet état de frais, la lettre est écartée avec ce motif.",
      ],
    },
    {
      titre: "Modèles de lettre",
      paragraphes: [
        "Un modèle est une suite de blocs. Un champ s’écrit entre accolades, {prenom} ; un champ inconnu est refusé à l’enregistrement avec le nom le plus proche. Chaque enregistrement fait une version de plus : les lettres parties gardent la leur. L’aperçu se fait sur un exemple ou sur une affectation réelle, cherchée par le nom, dans la version de votre choix.",
      ],
    },
    LISTE,
  ],
};
