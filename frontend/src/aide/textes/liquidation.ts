import type { Aide } from "../aide";
import { LISTE } from "../liste";

export const AIDE: Aide = {
  titre: "Liquidation",
  sections: [
    {
      titre: "Faire un lot",
      paragraphes: [
        "« Nouveau lot » demande la cible : rémunérations (Khephren, par PSOP), déplacements (DT), missions d’avant 2010 (Khéops), ou virements SEPA. « Simuler » dit ce que le lot prendrait des parts validées, et ce qu’il laisserait, avec la raison. Le lot créé est exactement ce que vous avez lu ; si quelque chose a changé entre-temps, il est refusé.",
        "Une part n’est que dans un lot vivant à la fois : tant qu’elle y est, elle ne se renvoie ni ne s’annule.",
      ],
    },
    {
      titre: "Contrôler, émettre",
      paragraphes: [
        "« Contrôler » relit le fichier et ses parts, et signale ce qui empêche l’envoi ou mérite un regard. « Émettre » envoie le fichier par la porte du SEM, une seule fois ; en cas de panne, « Reprendre l’envoi » repart de là où il en était. Tant que rien n’est parti, le lot s’annule et ses parts sont de nouveau libres.",
        "Le fichier contient des coordonnées bancaires : seul le gestionnaire financier le télécharge, et le journal le dit.",
      ],
    },
    {
      titre: "Retours, rejets, écarts",
      paragraphes: [
        "La boîte de retour est relevée toutes les trente secondes ; un fichier se dépose aussi à la main. Un retour est pris en entier ou refusé en entier, avec la ligne en cause ; le même fichier n’est lu qu’une fois.",
        "Une part rejetée se corrige et se valide de nouveau dans États de frais, puis part dans un autre lot. Une part payée d’un autre montant que le nôtre reste visible dans « Écarts ».",
      ],
    },
    LISTE,
  ],
};
