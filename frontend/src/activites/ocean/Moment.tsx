import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { probleme } from "../../api/erreur";
import type { Import, MomentEchange, Session } from "../../api/genere";
import { deposerImport, lancerEchange } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_IMPORT } from "../../domaine/etats";
import { instant } from "../../grille/formats";
import styles from "./Ocean.module.css";

type Props = Readonly<{
  moment: MomentEchange;
  session: Session;
  base: boolean;
  occupe: boolean;
  onSuivre: (i: Import) => void;
  onVoir: (id: string) => void;
}>;

/** One exchange: what it brings, whether it was done, and how to do it now. */
export function Moment({ moment: m, session, base, occupe, onSuivre, onVoir }: Props) {
  const titre = useId();
  const lancement = useMutation({
    mutationFn: (fichier?: File) =>
      fichier
        ? deposerImport({
            body: { source: m.source, mode: "apercu", session: session.id, fichier },
          })
        : lancerEchange({ path: { id: session.id, moment: m.moment }, body: { mode: "apercu" } }),
    onSuccess: (i) => {
      ecrire(`Échange ${m.moment} : ${i.nom_fichier} reçu, la comparaison commence.`);
      onSuivre(i);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const bloque = m.empeche !== undefined || occupe || lancement.isPending;
  const etat = m.dernier_etat === "a_confirmer" ? "attend" : m.applique_le ? "fait" : "a_faire";
  const libelle = ETATS_IMPORT.find((e) => e.valeur === m.dernier_etat)?.libelle;
  const { dernier } = m;
  return (
    <li className={styles["moment"]} data-etat={etat} aria-labelledby={titre}>
      <h2 id={titre}>
        {m.moment}. {m.libelle.charAt(0).toUpperCase() + m.libelle.slice(1)}
      </h2>
      <p className={styles["petit"]}>Tables : {m.tables.join(", ")}</p>
      <p>
        {m.applique_le
          ? `Appliqué le ${instant(m.applique_le)}${m.nombre > 1 ? `, ${m.nombre} fois en tout` : ""}. ${m.applique_message ?? ""}`
          : "Jamais appliqué."}
      </p>
      {dernier && dernier !== m.applique ? (
        <p>
          <button type="button" className="fr-link fr-link--sm" onClick={() => onVoir(dernier)}>
            Dernier envoi : {libelle?.toLowerCase()}
          </button>
        </p>
      ) : null}
      {dernier && dernier === m.applique ? (
        <p>
          <button type="button" className="fr-link fr-link--sm" onClick={() => onVoir(dernier)}>
            Voir ce qui a changé
          </button>
        </p>
      ) : null}
      {m.empeche ? <p className={styles["petit"]}>{m.empeche}</p> : null}
      <div className={styles["pied"]}>
        {base ? (
          <button
            type="button"
            className="fr-btn fr-btn--sm"
            disabled={bloque}
            onClick={() => lancement.mutate(undefined)}
          >
            {m.applique_le ? "Rafraîchir depuis IMAOCE" : "Chercher dans IMAOCE"}
            <span className="lecture-seule-ecran"> : {m.libelle}</span>
          </button>
        ) : null}
        <label className={styles["petit"]}>
          {base ? "ou déposer les fichiers (CSV ou ZIP)" : "Déposer les fichiers (CSV ou ZIP)"}
          <input
            type="file"
            className="fr-upload"
            accept=".csv,.zip,text/csv"
            aria-label={`Fichiers de l’échange ${m.moment}`}
            disabled={bloque}
            onChange={(e) => {
              const fichier = e.target.files?.[0];
              if (fichier) {
                lancement.mutate(fichier);
                e.target.value = "";
              }
            }}
          />
        </label>
        {lancement.isError ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(lancement.error).detail}</p>
          </div>
        ) : null}
      </div>
    </li>
  );
}
