import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Source, Tache } from "../../api/genere";
import { collecterSource } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { COLLECTES, ETATS_IMPORT } from "../../domaine/etats";
import { instant } from "../../grille/formats";
import { Fiche } from "../../ui/Page";
import { Avancement } from "../../dossier/Avancement";
import styles from "./Echanges.module.css";
import { estFinie, useTache } from "../../dossier/tache";

const quand = (iso: string | undefined) => (iso ? instant(iso) : undefined);

/** What came last, what is expected, and a look right now. */
export function EtatSource({ source: s }: Readonly<{ source: Source }>) {
  const client = useQueryClient();
  const [suivie, setSuivie] = useState<string>();
  const fin = useCallback(
    (t: Tache) => {
      ecrire(`${t.libelle} : ${t.message ?? t.etat}`, t.etat === "terminee" ? "succes" : "erreur");
      void client.invalidateQueries({ queryKey: ["liste"] });
    },
    [client],
  );
  const tache = useTache(suivie, fin);
  const collecte = useMutation({
    mutationFn: () => collecterSource({ path: { id: s.id } }),
    onSuccess: (t) => setSuivie(t.id),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <>
      {s.en_retard ? (
        <div className="fr-alert fr-alert--warning fr-alert--sm">
          <p>Cet envoi est en retard{s.attendu_le ? ` : il était attendu le ${instant(s.attendu_le)}` : ""}. Vérifiez l’extraction, ou la périodicité dans « Réglages ».</p>
        </div>
      ) : null}
      {s.collecte_ok === false ? (
        <div className="fr-alert fr-alert--error fr-alert--sm">
          <p>{s.collecte_message}</p>
        </div>
      ) : null}
      <Fiche
        champs={[
          ["Fichiers acceptés", s.formats],
          ["Arrivée", COLLECTES.find((c) => c.valeur === s.collecte)?.libelle],
          ["Dernier envoi", quand(s.dernier_le)],
          ["Son état", ETATS_IMPORT.find((e) => e.valeur === s.dernier_etat)?.libelle],
          ["Dernier envoi appliqué", quand(s.applique_le)],
          ["Attendu le", quand(s.attendu_le)],
          ["Dernière collecte", quand(s.collectee_le)],
          ["Résultat", s.collecte_message],
          ["Prochaine collecte", quand(s.prochaine_le)],
        ]}
      />
      {tache && !estFinie(tache) ? <Avancement tache={tache} /> : null}
      {s.collecte === "aucune" ? null : (
        <div className={styles["actions"]}>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={collecte.isPending || (tache !== undefined && !estFinie(tache))} onClick={() => collecte.mutate()}>
            Collecter maintenant
          </button>
        </div>
      )}
    </>
  );
}
