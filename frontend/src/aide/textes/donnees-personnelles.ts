import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Données personnelles",
  sections: [
    {
      titre: "Durées de conservation",
      paragraphes: [
        "Chaque catégorie a sa durée, que l’académie peut changer au-dessus d’un minimum. Ce qui la dépasse est effacé chaque jour. « Compter sans effacer » montre ce qui partirait.",
        "Le journal se garde six mois au moins. Ses sceaux demeurent après l’effacement des lignes.",
      ],
    },
    {
      titre: "Demandes des personnes",
      paragraphes: [
        "« Ses données » donne tout ce que la base sait de la personne. « Répondre » rectifie l’état civil si vous le remplissez, avec votre réponse pour motif au journal, et prévient la personne. Une demande reçoit une seule réponse.",
      ],
    },
  ],
};
