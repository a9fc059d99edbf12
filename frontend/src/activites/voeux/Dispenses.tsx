import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { ChoixVoeux, Dispense } from "../../api/genere";
import { listerDispenses, retirerDispense } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { AVIS_DISPENSE, ETATS_DISPENSE, nommer, portee } from "../../dossier/disponible";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { date, instant } from "../../grille/formats";
import { DemanderDispense } from "./DemanderDispense";
import { Justificatif } from "./Justificatif";
import styles from "./Voeux.module.css";

const TONS: Readonly<Record<Dispense["etat"], string>> = {
  demandee: "new",
  avis_rendu: "info",
  accordee: "success",
  refusee: "error",
  retiree: "info",
};

export function Dispenses({ choix }: Readonly<{ choix: ChoixVoeux }>) {
  const client = useQueryClient();
  const [demande, setDemande] = useState(false);
  const lues = useQuery({
    queryKey: cleListe("dispenses"),
    queryFn: ({ signal }) => listerDispenses({ signal }),
  });
  const retrait = useMutation({
    mutationFn: (d: Dispense) =>
      retirerDispense({ path: { id: d.id }, body: { version: d.version } }),
    onSuccess: () => ecrire("Demande retirée.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("dispenses") }),
  });
  return (
    <section aria-labelledby="mes-dispenses">
      <h2 id="mes-dispenses">Mes demandes de dispense</h2>
      <p>
        La demande va à votre établissement, qui donne son avis
        {choix.avis_jours ? ` (${choix.avis_jours} jours)` : ""}, puis à la division des examens,
        qui décide et vous répond par courriel.
        {choix.dispense_limite ? ` Date limite : ${date(choix.dispense_limite)}.` : ""}
      </p>
      {lues.isError ? (
        <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />
      ) : null}
      <ul className={styles["lignes"]}>
        {lues.data?.items.map((d) => {
          const ouverte = d.etat === "demandee" || d.etat === "avis_rendu";
          return (
            <li key={d.id}>
              <span>
                <strong>
                  {d.session_code}, {portee(d)}
                </strong>
                <br />
                Demandée le {instant(d.demandee_le)}
                {d.avis ? `, avis ${nommer(AVIS_DISPENSE, d.avis).toLowerCase()}` : ""}
                {d.decision_le ? `, réponse le ${instant(d.decision_le)}` : ""}
              </span>
              <span className={`fr-badge fr-badge--sm fr-badge--${TONS[d.etat]}`}>
                {nommer(ETATS_DISPENSE, d.etat)}
              </span>
              {ouverte ? <Justificatif dispense={d} /> : null}
              {ouverte ? (
                <button
                  type="button"
                  className="fr-btn fr-btn--sm fr-btn--tertiary"
                  disabled={retrait.isPending}
                  onClick={() => retrait.mutate(d)}
                >
                  Retirer ma demande
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {demande ? (
        <DemanderDispense choix={choix} onFini={() => setDemande(false)} />
      ) : (
        <div>
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setDemande(true)}>
            Demander une dispense
          </button>
        </div>
      )}
    </section>
  );
}
