import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { Affectation } from "../../api/genere";
import { listerAffectations } from "../../api/genere/sdk.gen";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { ecrireComparaison } from "../../grille/rsql";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix } from "../../ui/Champ";
import styles from "./Remplacements.module.css";

const VUES = 20;

const PAR = [
  { valeur: "nom", libelle: "Nom de la personne" },
  { valeur: "centre_nom", libelle: "Centre" },
  { valeur: "epreuve_option_libelle", libelle: "Épreuve" },
] as const;

/** What is asked of the list: names are searched, the rest is a filter. */
function demander(par: string, texte: string, depuis: string) {
  const filtre = `etat=in=(affectee,convoquee);fin=ge=${depuis}`;
  if (texte === "") {
    return { filtre };
  }
  return par === "nom" ? { filtre, q: texte } : { filtre: `${filtre};${ecrireComparaison(par, "=like=", `*${texte}*`)}` };
}

/** Who does not come: by name, centre or mission; those whose mission is nearest in time first. */
export function Absents({ onChoix }: Readonly<{ onChoix: (affectation: string) => void }>) {
  const [par, setPar] = useState("nom");
  const [texte, setTexte] = useState("");
  const recherche = useDeferredValue(texte.trim());
  const [depuis] = useState(() => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
  const lues = useQuery({
    queryKey: [...cleListe("affectations"), "absents", par, recherche, depuis],
    queryFn: ({ signal }) => listerAffectations({ query: { ...demander(par, recherche, depuis), tri: "debut", taille: VUES }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <search className={styles["recherche"]}>
        <ChampChoix nom="Chercher par" valeur={par} onChange={setPar} choix={PAR} />
        <Champ nom="Qui manque ?" indice={PAR.find((p) => p.valeur === par)?.libelle} valeur={texte} onChange={setTexte} max={100} />
      </search>
      {lues.isError ? <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} /> : null}
      {lues.data ? (
        <>
          <p role="status">{bilan(lues.data.items.length, lues.data.total, recherche)}</p>
          <ul className={styles["liste"]}>
            {lues.data.items.map((a) => (
              <li key={a.id}>
                <Attendue affectation={a} onChoix={onChoix} />
              </li>
            ))}
          </ul>
        </>
      ) : lues.isError ? null : (
        <p aria-busy="true">Chargement…</p>
      )}
    </>
  );
}

function bilan(vues: number, total: number, recherche: string): string {
  if (vues === 0) {
    return recherche ? `Personne n’est attendu à partir d’hier pour « ${recherche} ».` : "Personne n’est attendu à partir d’hier.";
  }
  return total > vues ? `Les ${String(vues)} premières missions à venir. Précisez la recherche pour voir les autres.` : `${String(vues)} ${vues > 1 ? "missions" : "mission"} à venir.`;
}

function Attendue({ affectation: a, onChoix }: Readonly<{ affectation: Affectation; onChoix: (affectation: string) => void }>) {
  return (
    <article className={styles["carte"]}>
      <h2 className="fr-h6">
        {a.prenom} {a.nom}
      </h2>
      <p>
        {a.type_mission_libelle}
        {a.epreuve_option_libelle ? `, ${a.epreuve_option_libelle}` : ""} – {ROLES.find((r) => r.valeur === a.role)?.libelle ?? a.role}
      </p>
      <p>
        {a.debut ? <strong>{instant(a.debut, a.fuseau)}</strong> : "Sans date"}
        {a.centre_nom ? `, ${a.centre_nom}` : ""} ({ETATS_AFFECTATION.find((e) => e.valeur === a.etat)?.libelle.toLowerCase()})
      </p>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--secondary" onClick={() => onChoix(a.id)}>
          Remplacer
          <span className="fr-sr-only">
            {" "}
            {a.prenom} {a.nom}
          </span>
        </button>
      </div>
    </article>
  );
}
