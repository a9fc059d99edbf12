import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EtatReleve, ReleveFrais } from "../../api/genere";
import { lireReleveFrais } from "../../api/genere/sdk.gen";
import { PartReleve } from "../../dossier/ReleveFrais";
import { EtatErreur } from "../../grille/Etats";
import { date, montant } from "../../grille/formats";
import { ChampChoix } from "../../ui/Champ";
import styles from "./MonReleve.module.css";

/** Everything one is paid, mission by mission: what is due and why, where it stands, when it is expected. */
export function MonReleve() {
  const [annee, setAnnee] = useState("");
  const query = annee ? { annee: Number(annee) } : {};
  const lu = useQuery({ queryKey: ["releve-frais", annee], queryFn: ({ signal }) => lireReleveFrais({ query, signal }), placeholderData: (avant) => avant });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  const r = lu.data;
  if (!r) {
    return <p aria-busy="true">Chargement du relevé…</p>;
  }
  return (
    <div className={styles["page"]}>
      <div className={styles["entete"]}>
        <ChampChoix nom="Missions de" valeur={annee} onChange={setAnnee} choix={[{ valeur: "", libelle: "Toutes les années" }, ...r.annees.map((a) => ({ valeur: String(a), libelle: String(a) }))]} />
        <a className="fr-btn fr-btn--sm fr-btn--secondary" href={`/api/v1/releves-frais/pdf${annee ? `?annee=${annee}` : ""}`} download>
          Relevé en PDF
        </a>
      </div>
      <Totaux releve={r} />
      {r.etats.length === 0 ? <p>Rien à lire pour l’instant : vos états de frais naissent avec vos convocations.</p> : null}
      {r.etats.map((e) => (
        <Mission key={e.etat.id} etat={e} />
      ))}
    </div>
  );
}

function Totaux({ releve: r }: Readonly<{ releve: ReleveFrais }>) {
  return r.totaux.map((t) => (
    <dl key={t.devise} className={styles["totaux"]} aria-label="Totaux">
      <div>
        <dt>Calculé à ce jour</dt>
        <dd>{montant(t.calcule, t.devise)}</dd>
      </div>
      <div>
        <dt>Validé, à payer</dt>
        <dd>{montant(t.valide, t.devise)}</dd>
      </div>
      <div>
        <dt>Payé</dt>
        <dd>{montant(t.paye, t.devise)}</dd>
      </div>
    </dl>
  ));
}

function Mission({ etat: { etat: e, parts } }: Readonly<{ etat: EtatReleve }>) {
  const utiles = parts.filter((p) => p.etat !== "sans_objet" && p.etat !== "invalidable");
  const rien = parts.filter((p) => !utiles.includes(p));
  return (
    <article className={styles["mission"]}>
      <h2>
        {date(e.jour)} – {[e.type_mission_libelle, e.epreuve_option_libelle ?? e.examen_libelle].filter(Boolean).join(", ")}
      </h2>
      <p className={styles["lieu"]}>{e.centre_nom}</p>
      {utiles.map((p) => (
        <details key={p.genre}>
          <summary>
            <span>
              {p.genre === "remuneration" ? "Rémunération" : "Déplacement"} : <strong>{montant(p.montant, p.devise)}</strong>
            </span>
            <span className={p.bloquee ? styles["bloquee"] : ""}>{p.suite}</span>
          </summary>
          <PartReleve part={p} titre={false} />
        </details>
      ))}
      {rien.map((p) => (
        <p key={p.genre} className={styles["lieu"]}>
          {p.genre === "remuneration" ? "Rémunération" : "Déplacement"} : {p.regle_libelle ?? p.suite}.
        </p>
      ))}
    </article>
  );
}
