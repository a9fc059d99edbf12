import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Avancement",
  sections: [
    {
      titre: "Ce que vous voyez",
      paragraphes: [
        "Toutes les affectations de l’académie. Filtrez par session et par état ; les heures sont celles du centre.",
        "Cochez des lignes, puis « Désaffecter… » : un essai dit combien seraient défaites et combien étaient convoquées ; un motif est demandé. Les convoquées ne le sont que si vous le dites : un rectificatif les en avertit.",
      ],
    },
    {
      titre: "La carte des manques",
      paragraphes: [
        "Elle croise deux dimensions au choix (épreuve, examen, centre, discipline, type de mission, jour). Chaque case dit combien de personnes manquent et sur combien, réserve non comprise ; une coche, tout est pourvu. Les lignes où il manque le plus de monde viennent d’abord, les jours dans leur ordre.",
        "Les flèches passent d’une case à l’autre, Origine et Fin vont au bout de la ligne, Entrée ouvre les missions de la case : ce qui manque, qui est affecté et convoqué, et la réserve.",
      ],
    },
    {
      titre: "Les charges",
      paragraphes: [
        "« Charges » liste ce que chacun porte dans chaque session : missions, jours sur place, copies, à côté de la médiane de sa discipline. Choisissez une ligne pour voir la personne d’une session à l’autre ; l’onglet « Charge » d’un intervenant montre la même chose.",
        "La médiane est celle des personnes de la discipline qui ont au moins une mission. Chaque enseignant voit la sienne, sur son téléphone, dans « Consultation des missions ».",
      ],
    },
    LISTE,
  ],
};
