/** The section of every activité that shows a list. */
export const LISTE = {
  titre: "Se servir de la liste",
  paragraphes: [
    "Cliquez sur un titre de colonne pour trier ; une deuxième fois pour inverser. Avec Maj, la colonne s’ajoute au tri.",
    "Tirez le bord droit d’un titre pour élargir ou rétrécir la colonne, ou employez Maj+← et Maj+→ sur le titre, ou son menu.",
    "Le menu d’un titre filtre, masque, déplace ou épingle la colonne. Les filtres actifs s’affichent au-dessus de la liste et se retirent d’un clic.",
    "Les boutons « ‹ › », en haut à gauche, mènent aux première, précédente, suivante et dernière pages.",
    "L’adresse de la page retient tris et filtres : copiez-la pour retrouver ou partager la même vue.",
    "« Exporter » produit un fichier CSV ou Excel de toutes les lignes du filtre, avec les colonnes affichées.",
  ],
} as const;
