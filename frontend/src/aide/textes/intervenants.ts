import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Intervenants",
  sections: [
    {
      titre: "La fiche d’une personne",
      paragraphes: [
        "Choisissez une ligne : neuf onglets disent qui est la personne, où elle est rattachée, ce qu’elle enseigne, ses compétences, ses missions, son dossier et ce qui lui est arrivé. L’onglet ouvert reste le même d’une ligne à l’autre.",
        "Dans « Identité », corrigez courriel, téléphone et adresse. Un champ corrigé à la main n’est plus changé par les fichiers ; « Rendre aux fichiers » leur rend la main. Si quelqu’un a modifié la fiche entre-temps, votre saisie est gardée et les deux versions vous sont montrées.",
        "Écarter une personne la retire des propositions d’affectation ; l’historiser dit qu’elle n’est plus en fonction. Le motif est demandé et reste à l’historique.",
      ],
    },
    {
      titre: "Créer, supprimer",
      paragraphes: [
        "Les personnels de l’académie viennent des fichiers. « Créer un intervenant externe » sert aux autres : professionnels, universitaires, retraités, autres académies. Si une personne du même nom est connue, elle vous est montrée : vérifiez, puis « Créer quand même » s’il s’agit d’une autre.",
        "Seule une personne saisie ici, et jamais affectée, se supprime. Les autres s’écartent ou s’historisent.",
      ],
    },
    {
      titre: "NUMEN, NIR et IBAN",
      paragraphes: [
        "Ils sont chiffrés et masqués. « Lire » demande un motif, montre la valeur trente secondes, et l’inscrit au journal avec votre nom.",
        "« Rechercher par NUMEN, NIR ou IBAN » retrouve une personne par un numéro complet. La recherche est inscrite au journal ; le numéro n’est jamais écrit dans l’adresse de la page.",
      ],
    },
    LISTE,
  ],
};
