import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PlaceARemplacer, Remplacement, RemplacementFait } from "../../api/genere";
import { proposerRemplacements } from "../../api/genere/sdk.gen";
import { ROLES } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant, nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { Confirmer } from "./Confirmer";
import { Joindre } from "./Joindre";
import styles from "./Remplacements.module.css";
import { Solution } from "./Solution";

/** The ways to fill the seat, the best first, as the database is now. */
export function Solutions({ affectation, onRetour }: Readonly<{ affectation: string; onRetour: () => void }>) {
  const client = useQueryClient();
  const [choisie, setChoisie] = useState<Remplacement>();
  const [fait, setFait] = useState<RemplacementFait>();
  const cle = [...cleListe("remplacements"), affectation];
  const lues = useQuery({ queryKey: cle, queryFn: ({ signal }) => proposerRemplacements({ query: { affectation }, signal }), staleTime: 0, enabled: fait === undefined });
  const retour = (
    <div className={styles["boutons"]}>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onRetour}>
        Chercher une autre absence
      </button>
    </div>
  );
  if (lues.isError) {
    return (
      <>
        {retour}
        <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />
      </>
    );
  }
  if (!lues.data) {
    return <p aria-busy="true">Recherche des remplaçants…</p>;
  }
  const { place, solutions, vivier, reserve_dabord, penurie } = lues.data;
  return (
    <>
      {retour}
      <Place place={place} />
      {fait ? (
        <Fait fait={fait} />
      ) : (
        <>
          <p role="status">
            {solutions.length === 0 ? `Aucun remplacement possible parmi ${nombre(vivier)} personnes.` : `${nombre(solutions.length)} solution${solutions.length > 1 ? "s" : ""}, parmi ${nombre(vivier)} personnes considérées.`}
            {reserve_dabord && solutions.some((s) => s.reserve) ? " La réserve vient d’abord." : ""}
          </p>
          {penurie ? <p>{penurie}</p> : null}
          <ul className={styles["liste"]}>
            {solutions.map((s) => (
              <li key={s.rang}>
                <Solution solution={s} onChoix={() => setChoisie(s)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {choisie ? (
        <Confirmer
          place={place}
          solution={choisie}
          onFermer={(f) => {
            setChoisie(undefined);
            if (f) {
              setFait(f);
              void client.invalidateQueries({ queryKey: cleListe("affectations") });
            } else {
              void lues.refetch();
            }
          }}
        />
      ) : null}
    </>
  );
}

function Place({ place: p }: Readonly<{ place: PlaceARemplacer }>) {
  return (
    <section className={styles["bandeau"]} aria-label="Place à pourvoir">
      <h2 className="fr-h5">Remplacer {p.nom}</h2>
      <p>
        {p.mission_libelle} – {ROLES.find((r) => r.valeur === p.role)?.libelle ?? p.role}
      </p>
      <p>
        {p.debut ? <strong>{instant(p.debut, p.fuseau)}</strong> : null}
        {p.centre_nom ? `, ${p.centre_nom}` : ""}
      </p>
      <Joindre qui="le centre" a="au centre" telephone={p.centre_telephone} mel={p.centre_mel} />
    </section>
  );
}

function Fait({ fait }: Readonly<{ fait: RemplacementFait }>) {
  return (
    <div className="fr-alert fr-alert--success" role="status">
      <h3 className="fr-alert__title">Remplacement fait</h3>
      <ul>
        {fait.avertissements.map((a) => (
          <li key={a}>{a}</li>
        ))}
        {fait.convocations > 0 ? <li>{accorder(fait.convocations, "convocation est partie", "convocations sont parties")}.</li> : null}
        {fait.rectificatifs > 0 ? <li>{accorder(fait.rectificatifs, "personne convoquée est prévenue de son changement", "personnes convoquées sont prévenues de leur changement")}.</li> : null}
        <li>{fait.courriels === 0 ? "Aucun centre n’a d’adresse : prévenez-les par téléphone." : `Centres prévenus par courriel : ${String(fait.courriels)}.`}</li>
      </ul>
    </div>
  );
}
