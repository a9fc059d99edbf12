import { useId } from "react";
import type { MouvementRemplacement, Remplacement } from "../../api/genere";
import { nombre } from "../../grille/formats";
import { Joindre } from "./Joindre";
import styles from "./Remplacements.module.css";

/** One way to fill the seat: what it costs, who moves, how to reach them. */
export function Solution({ solution: s, onChoix }: Readonly<{ solution: Remplacement; onChoix: () => void }>) {
  const titre = useId();
  return (
    <article className={styles["carte"]} aria-labelledby={titre}>
      <h3 id={titre}>
        {nombre(s.rang)}. {s.mouvements.map((m) => m.nom).join(", puis ")}
      </h3>
      <p>
        <span className={`fr-badge fr-badge--sm fr-badge--no-icon ${s.reserve ? "fr-badge--info" : s.deranges > 0 ? "fr-badge--new" : "fr-badge--success"}`}>{nature(s)}</span>
      </p>
      <p>{s.phrase}</p>
      <ul className={styles["etapes"]}>
        {s.mouvements.map((m) => (
          <li key={m.intervenant}>
            <Mouvement mouvement={m} />
          </li>
        ))}
      </ul>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn" aria-describedby={titre} onClick={onChoix}>
          Choisir cette solution
        </button>
      </div>
    </article>
  );
}

function Mouvement({ mouvement: m }: Readonly<{ mouvement: MouvementRemplacement }>) {
  return (
    <>
      <strong>{m.nom}</strong>
      {m.etablissement_nom ? `, ${m.etablissement_nom}` : ""} : {m.km > 0 ? `à ${nombre(m.km)} km du centre` : "sans trajet"}.
      {m.quitte ? ` Laisse « ${m.quitte_libelle ?? ""} »${m.quitte_centre ? ` (${m.quitte_centre})` : ""}${m.convoquee ? ", où sa convocation est rectifiée" : ""}.` : ""}
      <Joindre qui={m.nom} a={`à ${m.nom}`} telephone={m.telephone} mel={m.mel} />
    </>
  );
}

function nature(s: Remplacement): string {
  if (s.reserve && s.mouvements.length === 1) {
    return "Réserviste";
  }
  if (s.deranges === 0) {
    return "Personne n’est dérangé";
  }
  return s.deranges > 1 ? `${String(s.deranges)} personnes dérangées` : "1 personne dérangée";
}
