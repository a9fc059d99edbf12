import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "États de frais",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Un état de frais par personne et par mission, né de la convocation officielle, avec deux parts qui vivent séparément : la rémunération et le déplacement. Ceux qui portent une anomalie viennent d’abord.",
        "Le détail dit chaque euro : la règle, la quantité, le taux, le texte ; et ce qui n’est pas payé, avec la règle qui le dit.",
      ],
    },
    {
      titre: "Contrôler",
      paragraphes: [
        "« Valider », « Renvoyer », « Annuler » et « Rétablir » portent sur les lignes cochées. Lisez d’abord ce que cela ferait, puis faites-le. Ce qui ne peut l’être est laissé, avec sa raison.",
        "Validée, une part ne change plus de montant : renvoyez-la pour la corriger.",
      ],
    },
    {
      titre: "Déclarer à la place d’une personne",
      paragraphes: ["L’onglet « Déclarer pour elle » ouvre le formulaire de la personne, justificatifs compris. Ce que vous saisissez porte votre nom au journal, et elle le lit dans son relevé."],
    },
    {
      titre: "Dossiers",
      paragraphes: [
        "La vue « Dossiers » montre d’abord ce qui empêche de payer : situation à reconnaître, compte manquant, dossier à confirmer. Reconnaître une situation, ou noter les kilomètres payés ailleurs dans l’année, recalcule les déplacements ouverts de la personne.",
        "Ouvrir un justificatif est inscrit au journal. Un justificatif « en attente de contrôle » n’a pas encore passé l’antivirus : il ne s’ouvre pas et ne prouve rien.",
      ],
    },
    LISTE,
  ],
};
