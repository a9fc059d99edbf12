import type { LigneLot } from "../../api/genere";
import { listerLignesLot } from "../../api/genere/sdk/lots-lignes.gen";
import { ecrire } from "../../console/journal";
import { ETATS_PART } from "../../domaine/frais";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import styles from "./Liquidation.module.css";
import { ETATS_LIGNE, PARTS } from "./mots";

const COLONNES: readonly Colonne<LigneLot>[] = [
  { cle: "rang", titre: "Rang", type: "nombre", largeur: 80 },
  { cle: "nom", titre: "Nom", type: "texte", largeur: 140 },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 120 },
  { cle: "genre", titre: "Part", type: "choix", largeur: 130, choix: PARTS },
  { cle: "jour", titre: "Jour", type: "date", largeur: 105 },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  { cle: "montant", titre: "Montant", type: "montant", largeur: 110, devise: (l) => l.devise, filtre: false },
  { cle: "etat", titre: "Réponse", type: "etat", largeur: 130, choix: ETATS_LIGNE },
  { cle: "paye_le", titre: "Payée le", type: "date", largeur: 105 },
  { cle: "paye_montant", titre: "Payé", type: "montant", largeur: 110, devise: (l) => l.devise, filtre: false },
  { cle: "ecart", titre: "Écart", type: "booleen", largeur: 80 },
  { cle: "motif", titre: "Motif du rejet", type: "texte", largeur: 260 },
  { cle: "part_etat", titre: "Depuis, la part est", type: "etat", largeur: 180, choix: ETATS_PART },
  { cle: "lot_numero", titre: "Lot", type: "nombre", largeur: 80, masquee: true },
];

const charger: Charger<LigneLot> = (recherche, signal) => listerLignesLot({ query: enRequete(recherche), signal });

type Props = Readonly<{ titre: string; perimetre: string; utilisateur: string; vide: string }>;

/** Parts of lots, with what was answered of each. */
export function LignesLot({ titre, perimetre, utilisateur, vide }: Props) {
  const locale = useLocale();
  return (
    <div className={styles["grille"]}>
      <Grille titre={titre} ressource="lots-lignes" utilisateur={utilisateur} colonnes={COLONNES} charger={charger} perimetre={perimetre} {...locale} dire={ecrire} vide={<p>{vide}</p>} />
    </div>
  );
}
