import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Habilitations",
  sections: [
    {
      titre: "Donner et retirer",
      paragraphes: [
        "Un gestionnaire ne voit que les examens et les activités qui lui sont donnés. Sans habilitation en vigueur, son menu est entièrement fermé.",
        "Une habilitation porte sur des examens ET des activités : les missions du BTS ne donnent ni les missions du baccalauréat, ni les frais du BTS. Plusieurs habilitations s’ajoutent.",
        "Donnée ou retirée, elle vaut à la demande suivante de la personne, et s’inscrit au journal. Personne ne donne ce qu’il n’a pas.",
      ],
    },
  ],
};
