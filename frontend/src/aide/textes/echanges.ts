import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Échanges (imports, exports)",
  sections: [
    {
      titre: "Déposer un fichier",
      paragraphes: [
        "Choisissez la source, puis le fichier, ou une archive ZIP de plusieurs fichiers de cette source (tous les STS-WEB d’un département, agents et affectations d’EPP). Le traitement se suit en direct.",
        "Cochez « Voir la différence avant d’appliquer » pour lire ce qui changerait. Sans la case, l’import s’applique seul tant que peu de lignes changent ou disparaissent ; au-delà des seuils de la source, il attend votre confirmation.",
        "Si le fichier ne convient pas, le message dit la faute, la ligne et le remède, et rien n’est modifié. Déposer deux fois le même fichier ne change rien.",
      ],
    },
    {
      titre: "Lire le rapport",
      paragraphes: [
        "« Différences » donne, ligne à ligne, ce qui est nouveau, ce qui change champ par champ, ce qui est retiré, et ce qui manque au fichier mais reste parce qu’une mission l’attend. La liste se filtre et s’exporte.",
        "« Appliquer cette différence » n’applique que ce que vous avez lu : si les données ont changé entre-temps, la question vous est posée de nouveau. Rien n’est jamais effacé : ce qui est retiré est historisé.",
        "« Anomalies » donne chaque ligne fautive, son champ et sa cause. « Télécharger les lignes rejetées » en fait un fichier : corrigez-le, déposez-le, il complète ce qui est connu.",
      ],
    },
    {
      titre: "Sources et collectes",
      paragraphes: [
        "Chaque source dit comment ses fichiers arrivent (dépôt à l’écran, dossier surveillé, SFTP), comment ils se lisent et à partir de quels seuils une personne décide.",
        "« Colonnes » fait correspondre les titres de votre extraction aux champs attendus. Un envoi attendu et non reçu est signalé ici et en tête des imports.",
      ],
    },
    LISTE,
  ],
};
