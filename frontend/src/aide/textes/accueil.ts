import type { Aide } from "../aide";

export const AIDE: Aide = {
  titre: "Découvrir IMAG’IN",
  sections: [
    {
      titre: "Les quatre zones",
      paragraphes: [
        "L’en-tête porte votre nom, le guide, l’aide et « Quitter ». Le menu, à gauche, liste les activités de votre service : celles qui sont fermées sont grisées et disent pourquoi.",
        "La zone centrale montre une liste, puis le détail de la ligne choisie. La console, en bas, garde les messages.",
        "La touche F6 passe d’une zone à l’autre, Ctrl+K ouvre une activité par son nom, ? rappelle les raccourcis.",
      ],
    },
  ],
};
