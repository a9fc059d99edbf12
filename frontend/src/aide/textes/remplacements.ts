import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Remplacements",
  sections: [
    {
      titre: "Trouver qui manque",
      paragraphes: [
        "Cherchez par nom, par centre ou par épreuve : les missions à venir apparaissent, la plus proche d’abord. « Remplacer » cherche aussitôt qui peut venir ; rien ne change tant que vous n’avez pas confirmé.",
      ],
    },
    {
      titre: "Lire les solutions",
      paragraphes: [
        "Chaque carte est une solution possible maintenant : compétence, disponibilité, établissement, élèves, trajets, plafonds et cumuls sont vérifiés. La réserve vient d’abord si l’académie le veut (règle « Réserve d’abord » de l’affectation), puis les moins chères, en dérangeant le moins de monde.",
        "L’écart en euros est ce que coûtera l’affectation après, moins ce qu’elle coûtait avant l’absence, terme par terme. Une chaîne déplace deux ou trois personnes : chacune prend la place que laisse la précédente, aucune place ne reste vide, sauf dans la réserve.",
        "Un doigt appelle, un doigt écrit : joignez la personne avant de confirmer.",
      ],
    },
    {
      titre: "Ce que fait « Choisir cette solution »",
      paragraphes: [
        "Tout ou rien : la personne absente est désaffectée avec votre motif, la chaîne est affectée, le journal l’écrit, les centres concernés reçoivent un courriel. Si quelqu’un a été affecté entre-temps, rien n’est fait et vous relisez les solutions.",
        "Si la place était convoquée, les lettres partent dans le même geste : convocation de qui vient, annulation ou rectificative de qui part. Le traitement se relit dans « Convocations ».",
      ],
    },
  ],
};
