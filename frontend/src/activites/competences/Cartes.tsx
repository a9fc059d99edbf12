import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Moi } from "../../api/genere";
import { EtatErreur } from "../../grille/Etats";
import { requeteListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { RECHERCHE_INITIALE } from "../../grille/recherche";
import { accorder } from "../../grille/textes";
import { Enseignements } from "../../dossier/Enseignements";
import { Boutons } from "./Boutons";
import { charger } from "./colonnes";
import styles from "./Competences.module.css";
import { ETATS, TYPES } from "./DetailAuteurs";

const TOUTES = { ...RECHERCHE_INITIALE, taille: 200 } as const;

/** A teacher's compétences on a telephone: one card each, with what she may answer at hand. */
export function Cartes({ moi }: Readonly<{ moi: Moi }>) {
  const lues = useQuery(requeteListe("competences", TOUTES, charger));
  const [detail, setDetail] = useState<string>();
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  if (!lues.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  return (
    <>
      <p>{accorder(lues.data.total, "compétence")}. Validez ce que vous pouvez examiner, refusez le reste en disant pourquoi.</p>
      <ul className={styles["cartes"]} aria-label="Mes compétences">
        {lues.data.items.map((c) => (
          <li key={c.id} className={styles["carte"]}>
            <h2>{c.epreuve_option_libelle}</h2>
            <p>
              {c.examen_libelle}
              {c.specialite_libelle ? `, ${c.specialite_libelle}` : ""}
            </p>
            <p>
              <span className={`fr-badge fr-badge--sm fr-badge--${c.effective ? "success" : "error"}`}>{c.effective ? "Effective" : "Non effective"}</span>{" "}
              {c.auteurs_libelle}
            </p>
            <Boutons competence={c} moi={moi} />
            <details onToggle={(e) => setDetail(e.currentTarget.open ? c.id : undefined)} open={detail === c.id}>
              <summary>Qui l’a dit, et quand</summary>
              <ul aria-label="Auteurs">
                {c.auteurs.map((a) => (
                  <li key={`${a.type} ${a.libelle}`}>
                    {a.libelle} ({TYPES[a.type].toLowerCase()}) : {ETATS[a.etat].toLowerCase()} le {instant(a.le)}
                    {a.motif ? ` – ${a.motif}` : ""}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {moi.intervenant ? (
        <details>
          <summary>Mes enseignements</summary>
          <Enseignements intervenant={moi.intervenant} />
        </details>
      ) : null}
    </>
  );
}
