import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Dispense } from "../../api/genere";
import { deciderDispense, lireDispense } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import {
  AVIS_DISPENSE,
  ETATS_DISPENSE,
  nommer,
  MOTIFS_DISPENSE,
  portee,
} from "../../dossier/disponible";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { ChampLong } from "../../ui/ChampLong";
import { Fiche } from "../../ui/Page";
import styles from "./Indisponibilites.module.css";

/** The request, its motive when one asks for it, and the decision that leaves by mail. */
export function Decider({ dispense: d }: Readonly<{ dispense: Dispense }>) {
  const client = useQueryClient();
  const [voir, setVoir] = useState(false);
  const [reponse, setReponse] = useState("");
  const lue = useQuery({
    queryKey: ["dispense", d.id, d.version],
    queryFn: ({ signal }) => lireDispense({ path: { id: d.id }, signal }),
    enabled: voir,
    gcTime: 0,
  });
  const decision = useMutation({
    mutationFn: (accordee: boolean) =>
      deciderDispense({
        path: { id: d.id },
        body: { accordee, version: d.version, ...(reponse.trim() ? { reponse } : {}) },
      }),
    onSuccess: (n) =>
      ecrire(
        `${n.intervenant_nom} : dispense ${n.etat === "accordee" ? "accordée" : "refusée"}. La réponse part par courriel.`,
        "succes",
      ),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: cleListe("dispenses") });
      void client.invalidateQueries({ queryKey: cleListe("courriels") });
    },
  });
  const decidable = d.etat !== "retiree";
  return (
    <div className={styles["detail"]}>
      <h2>
        {d.intervenant_nom} : {d.session_code}, {portee(d)}
      </h2>
      <Fiche
        champs={[
          ["État", nommer(ETATS_DISPENSE, d.etat)],
          [
            "Avis de l’établissement",
            d.avis
              ? `${nommer(AVIS_DISPENSE, d.avis)}${d.avis_par ? `, par ${d.avis_par}` : ""}`
              : d.avis_avant
                ? `Attendu avant le ${instant(d.avis_avant)}`
                : "",
          ],
          ["Précision de l’établissement", d.avis_motif],
          [
            "Décision",
            d.decision_le ? `Le ${instant(d.decision_le)}, par ${d.decision_par ?? ""}` : "",
          ],
        ]}
      />
      {voir ? (
        lue.data ? (
          <p className={styles["expose"]}>
            <strong>{nommer(MOTIFS_DISPENSE, lue.data.motif)}</strong> : {lue.data.expose}
            {lue.data.justificatif ? (
              <>
                {" "}
                <a href={`/api/v1/dispenses/${d.id}/justificatif`}>Télécharger le justificatif</a>
              </>
            ) : (
              " (sans justificatif)"
            )}
            {lue.data.reponse ? `\nRéponse envoyée : ${lue.data.reponse}` : ""}
          </p>
        ) : (
          <Refus erreur={lue.error} />
        )
      ) : (
        <div className={styles["actions"]}>
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--secondary"
            onClick={() => setVoir(true)}
          >
            Lire le motif
          </button>
          <span>Il peut toucher à la santé : sa lecture est inscrite au journal.</span>
        </div>
      )}
      {decidable ? (
        <>
          <Refus erreur={decision.error} />
          <ChampLong
            nom="Réponse à la personne"
            valeur={reponse}
            onChange={setReponse}
            max={1000}
            lignes={2}
            indice="Jointe au courriel. Nécessaire pour un refus."
            faute={fauteDe(decision.error, "reponse")}
          />
          <div className={styles["actions"]}>
            {d.etat === "accordee" ? null : (
              <button
                type="button"
                className="fr-btn fr-btn--sm"
                disabled={decision.isPending}
                onClick={() => decision.mutate(true)}
              >
                Accorder
              </button>
            )}
            {d.etat === "refusee" ? null : (
              <button
                type="button"
                className="fr-btn fr-btn--sm fr-btn--secondary"
                disabled={decision.isPending}
                onClick={() => decision.mutate(false)}
              >
                {d.etat === "accordee" ? "Revenir sur la décision et refuser" : "Refuser"}
              </button>
            )}
          </div>
        </>
      ) : null}
    </div>
  );
}
