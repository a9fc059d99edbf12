import { useState } from "react";
import type { RegleGeneration } from "../../api/genere";
import { listerReglesGeneration } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import styles from "./Ocean.module.css";
import type { PropsVue } from "./PageOcean";
import { Regle } from "./Regle";
import { direRegle } from "./textes";

const SOURCES = [
  { valeur: "commission", libelle: "Commission" },
  { valeur: "jury", libelle: "Jury" },
  { valeur: "centre", libelle: "Centre" },
] as const;

const COLONNES: readonly Colonne<RegleGeneration>[] = [
  { cle: "source", titre: "Pour chaque", type: "choix", largeur: 130, choix: SOURCES },
  { cle: "genre", titre: "De type", type: "texte", largeur: 150 },
  {
    cle: "examen",
    titre: "Examen",
    type: "texte",
    largeur: 100,
    valeur: (r) => r.examen ?? "tous",
  },
  {
    cle: "nature",
    titre: "Nature",
    type: "texte",
    largeur: 100,
    valeur: (r) => r.nature ?? "toutes",
  },
  { cle: "type_mission_libelle", titre: "Mission", type: "texte", largeur: 190 },
  {
    cle: "role",
    titre: "Règle",
    type: "texte",
    largeur: 380,
    valeur: direRegle,
    tri: false,
    filtre: false,
  },
  { cle: "actif", titre: "En service", type: "booleen", largeur: 110 },
];

const charger: Charger<RegleGeneration> = (recherche, signal) =>
  listerReglesGeneration({ query: enRequete(recherche), signal });

/** The rules of the session, each said in words; the chosen one is changed below. */
export function VueRegles({ session, utilisateur }: PropsVue) {
  const locale = useLocale();
  const [ligne, setLigne] = useState<RegleGeneration>();
  const [nouvelle, setNouvelle] = useState(false);
  const close = session.etat === "close" || session.etat === "archivee";
  return (
    <>
      <p>
        La règle la plus précise l’emporte : celle qui nomme l’examen, puis celle qui nomme la
        nature, puis la générale. Un changement vaut à la prochaine génération.
      </p>
      <div className={styles["grille"]}>
        <Grille
          titre="Règles de génération"
          ressource="regles-generation"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          perimetre={ecrireComparaison("session", "==", session.id)}
          {...locale}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune règle encore : la première génération pose les règles de départ.</p>}
        />
      </div>
      <div className={styles["actions"]}>
        <button
          type="button"
          className="fr-btn fr-btn--sm"
          disabled={close}
          onClick={() => setNouvelle(true)}
        >
          Ajouter une règle
        </button>
      </div>
      {nouvelle ? (
        <Regle session={session.id} onFini={() => setNouvelle(false)} />
      ) : ligne && !close ? (
        <Regle
          key={`${ligne.id}${ligne.version}`}
          session={session.id}
          regle={ligne}
          onFini={() => undefined}
        />
      ) : null}
    </>
  );
}
