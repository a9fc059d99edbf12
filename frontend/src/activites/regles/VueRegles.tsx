import { useState } from "react";
import type { RegleCompetence, Session } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { telecharger } from "../../grille/exporter";
import { Grille } from "../../grille/Grille";
import { ecrireComparaison } from "../../grille/rsql";
import { Partage } from "../../ui/Partage";
import { charger, COLONNES, POUR_IMPORT } from "./colonnes";
import { Copier } from "./Copier";
import { Fiche } from "./Fiche";
import { Importer } from "./Importer";
import styles from "../../dossier/Dossier.module.css";

type Props = Readonly<{ session: string; sessions: readonly Session[]; utilisateur: string }>;

/** The rules of one session; the chosen line is edited below, and a new one starts from it. */
export function VueRegles({ session, sessions, utilisateur }: Props) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<RegleCompetence>();
  const [neuve, setNeuve] = useState(false);
  const [nouvelle, setNouvelle] = useState<string>();
  const [dialogue, setDialogue] = useState<"import" | "copie">();
  const perimetre = ecrireComparaison("session", "==", session);
  const exporter = () => telecharger(`/api/v1/exports/regles-competence?${new URLSearchParams({ format: "csv", colonnes: POUR_IMPORT, filtre: perimetre }).toString()}`);
  const creee = (id: string) => {
    setNeuve(false);
    setNouvelle(id);
  };
  return (
    <>
      <div className={styles["rangee"]}>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setNeuve(true)}>
          Ajouter une règle
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setDialogue("import")}>
          Importer un CSV…
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={exporter}>
          Exporter pour modifier (CSV)
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setDialogue("copie")}>
          Copier d’une autre session…
        </button>
      </div>
      <Partage
        nom="Règle choisie"
        part={55}
        liste={
          <Grille
            titre="Règles de compétence"
            ressource="regles-competence"
            utilisateur={utilisateur}
            colonnes={COLONNES}
            charger={charger}
            perimetre={perimetre}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            nouvelle={nouvelle}
            vide={<p>Cette session n’a pas de règle. Ajoutez-en, importez un CSV, ou copiez celles d’une autre session.</p>}
          />
        }
        detail={
          neuve ? (
            <Fiche key="neuve" session={session} modele={ligne} onFait={creee} onAnnuler={() => setNeuve(false)} />
          ) : ligne ? (
            <Fiche key={`${ligne.id} ${ligne.version}`} session={session} regle={ligne} onFait={() => undefined} />
          ) : (
            <p>Choisissez une règle, ou ajoutez-en une.</p>
          )
        }
      />
      {dialogue === "import" ? <Importer session={session} onFermer={() => setDialogue(undefined)} /> : null}
      {dialogue === "copie" ? <Copier vers={session} sessions={sessions} onFermer={() => setDialogue(undefined)} /> : null}
    </>
  );
}
