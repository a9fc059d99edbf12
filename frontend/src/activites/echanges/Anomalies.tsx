import type { AnomalieImport, Import } from "../../api/genere";
import { listerImportAnomalies } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { telecharger } from "../../grille/exporter";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import { accorder } from "../../grille/textes";
import type { Colonne } from "../../grille/types";
import styles from "./Echanges.module.css";

type Ligne = AnomalieImport & Readonly<{ id: string }>;

const COLONNES: readonly Colonne<Ligne>[] = [
  { cle: "fichier", titre: "Fichier", type: "texte", largeur: 200 },
  { cle: "ligne", titre: "Ligne", type: "nombre", largeur: 90 },
  { cle: "champ", titre: "Champ", type: "texte", largeur: 150 },
  { cle: "valeur", titre: "Valeur", type: "texte", largeur: 180 },
  { cle: "message", titre: "Cause", type: "texte", largeur: 480 },
  { cle: "rejet", titre: "Ligne non reprise", type: "booleen", largeur: 130 },
];

const charger: Charger<Ligne> = async (recherche, signal) => {
  const page = await listerImportAnomalies({ query: enRequete(recherche), signal });
  return { ...page, items: page.items.map((a, n) => ({ ...a, id: a.id ?? String(n) })) };
};

/** Every faulty line with its number, field and cause; the rejected ones as a file to correct and send again. */
export function Anomalies({ import: i, utilisateur }: Readonly<{ import: Import; utilisateur: string }>) {
  const locale = useLocale();
  const rejets = i.nb_rejets ?? 0;
  return (
    <>
      {rejets > 0 ? (
        <div className={styles["actions"]}>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => telecharger(`/api/v1/imports/${i.id}/rejets`)}>
            Télécharger {accorder(rejets, "ligne rejetée", "lignes rejetées")}
          </button>
          <span>Corrigez-les dans le fichier téléchargé, puis déposez-le ici : il complète ce qui est connu.</span>
        </div>
      ) : null}
      <div className={styles["grille"]}>
        <Grille
          titre="Anomalies"
          ressource="import-anomalies"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          perimetre={ecrireComparaison("import", "==", i.id)}
          {...locale}
          dire={ecrire}
          vide={<p>Aucune anomalie.</p>}
        />
      </div>
    </>
  );
}
