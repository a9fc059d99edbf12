import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "États de frais",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Chaque mission a sa rémunération et son déplacement, qui sont contrôlés et payés séparément. Choisissez une mission : chaque ligne dit la règle, la quantité, le taux et le texte qui la donnent.",
        "« À compléter » attend le constat du centre ou votre déclaration ; « À valider » est au contrôle ; un motif dit pourquoi une part est revenue.",
      ],
    },
    {
      titre: "Déclarer un déplacement",
      paragraphes: [
        "Vérifiez les heures proposées, choisissez le moyen de transport, indiquez les repas, regardez ce qui serait payé, puis envoyez. Avant la mission, le même écran dit combien vous toucherez.",
        "Billets, transports, péages, stationnement et nuits demandent un justificatif : photographiez-le ou choisissez-le (PDF, JPEG ou PNG). Il est chiffré, et seuls vous et le contrôle le lisez.",
        "La distance est celle de l’itinéraire le plus court depuis la plus proche de votre résidence et de votre établissement. Le déplacement d’un jour se déclare une fois, sur la première mission du jour.",
      ],
    },
    {
      titre: "Mon relevé",
      paragraphes: ["Toutes vos missions, avec ce qui est dû et par quelle règle, où en est chaque part, le mois où le paiement est attendu, ou qui doit agir. Le relevé s’enregistre en PDF."],
    },
    LISTE,
  ],
};
