import type { Import, ImportEcart } from "../../api/genere";
import { listerImportEcarts } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { NATURES_ECART } from "../../domaine/etats";
import { nomChamp } from "../../dossier/changements";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import styles from "./Echanges.module.css";
import { ecarts, nomChampEcart, nomObjet } from "./textes";

const champ = (c: string) => nomChampEcart(c) ?? nomChamp(c);

const changements = (e: ImportEcart) =>
  e.garde ??
  ecarts(e.champs, champ)
    .map((c) => `${c.champ} : ${c.avant} → ${c.apres}`)
    .join(" ; ");

const COLONNES: readonly Colonne<ImportEcart>[] = [
  { cle: "nature", titre: "Nature", type: "choix", largeur: 150, choix: NATURES_ECART },
  { cle: "objet", titre: "Objet", type: "texte", largeur: 150, valeur: (e) => nomObjet(e.objet), exact: true },
  { cle: "libelle", titre: "Qui, quoi", type: "texte", largeur: 320 },
  { cle: "champs", titre: "Avant → après", type: "texte", largeur: 560, valeur: changements, tri: false },
];

const charger: Charger<ImportEcart> = (recherche, signal) => listerImportEcarts({ query: enRequete(recherche), signal });

/** The difference, line by line: what is new, what changes field by field, what is gone, what is kept and why. */
export function Differences({ import: i, utilisateur }: Readonly<{ import: Import; utilisateur: string }>) {
  const locale = useLocale();
  return (
    <div className={styles["grille"]}>
      <Grille
        titre="Différences"
        ressource="import-ecarts"
        utilisateur={utilisateur}
        colonnes={COLONNES}
        charger={charger}
        perimetre={ecrireComparaison("import", "==", i.id)}
        {...locale}
        dire={ecrire}
        vide={<p>Aucune différence : le fichier dit ce qui était déjà connu.</p>}
      />
    </div>
  );
}
