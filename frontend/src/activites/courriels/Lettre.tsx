import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { Courriel } from "../../api/genere";
import { lireCourriel, renvoyerCourriel } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import styles from "./Courriels.module.css";

function suite(c: Courriel): string {
  switch (c.etat) {
    case "envoye":
      return c.canal === "local"
        ? "Gardé dans la boîte locale : en mode démonstration, aucun courriel ne quitte l’application."
        : `Envoyé le ${instant(c.envoye_le ?? c.cree_le)}.`;
    case "en_attente":
      return c.prochain_le && c.essais > 0
        ? `Prochain essai le ${instant(c.prochain_le)}.`
        : "En attente d’envoi.";
    case "en_cours":
      return "Envoi en cours.";
    case "echec":
      return "Abandonné : corrigez la cause, puis renvoyez-le.";
    case "rejete":
      return "Revenu : l’adresse ne l’a pas reçu.";
    case "annule":
      return "Annulé avant l’envoi.";
  }
}

/** A mail as its reader sees it, and what may still be done. */
export function Lettre({ id, version }: Readonly<{ id: string; version: number }>) {
  const client = useQueryClient();
  const lue = useQuery({
    queryKey: ["courriel", id, version],
    queryFn: ({ signal }) => lireCourriel({ path: { id }, signal }),
  });
  const renvoi = useMutation({
    mutationFn: (v: number) => renvoyerCourriel({ path: { id }, body: { version: v } }),
    onSuccess: (c) => ecrire(`« ${c.sujet} » est remis dans la file.`, "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: cleListe("courriels") });
      void client.invalidateQueries({ queryKey: ["courriel", id] });
    },
  });
  if (lue.isError) {
    return <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} />;
  }
  if (!lue.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const c = lue.data;
  return (
    <article className={styles["lettre"]} aria-label={c.sujet}>
      <h2>{c.sujet}</h2>
      <p>
        À {c.nom} &lt;{c.destinataire}&gt;, le {instant(c.cree_le)}, par {c.cree_par}
        {c.repondre_a ? ` ; réponses à ${c.repondre_a}` : ""}.
      </p>
      <p>
        {suite(c)}
        {c.erreur ? ` Le serveur a répondu : ${c.erreur}` : ""}
      </p>
      <Refus erreur={renvoi.error} />
      {c.etat === "echec" || c.etat === "rejete" ? (
        <div>
          <button
            type="button"
            className="fr-btn fr-btn--sm"
            disabled={renvoi.isPending}
            onClick={() => renvoi.mutate(c.version)}
          >
            Renvoyer
          </button>
        </div>
      ) : null}
      <div className={styles["texte"]}>{c.corps}</div>
      {c.pieces && c.pieces.length > 0 ? (
        <p>Pièces jointes : {c.pieces.map((p) => p.nom).join(", ")}</p>
      ) : null}
    </article>
  );
}
