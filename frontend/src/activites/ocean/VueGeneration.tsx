import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Generation, Tache } from "../../api/genere";
import { lancerGeneration, listerGenerations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { ecrireComparaison } from "../../grille/rsql";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Ocean.module.css";
import type { PropsVue } from "./PageOcean";
import { Simulation } from "./Simulation";

const ETATS: Readonly<Record<Generation["etat"], string>> = {
  demandee: "En cours",
  simulee: "Simulée, à appliquer",
  appliquee: "Appliquée",
  abandonnee: "Abandonnée",
};

const HISTOIRE: readonly ColonneSimple<Generation>[] = [
  { titre: "Le", valeur: (g) => instant(g.lancee_le) },
  { titre: "Par", valeur: (g) => g.lancee_par },
  { titre: "État", valeur: (g) => ETATS[g.etat] },
  { titre: "Ce qu’elle a fait", valeur: (g) => g.message },
];

/** Simulate, read, apply: what the rules make of the jurys and commissions. */
export function VueGeneration({ session, utilisateur }: PropsVue) {
  const client = useQueryClient();
  const [ouvrir, setOuvrir] = useState(true);
  const [suivie, setSuivie] = useState<string>();
  const cle = [...cleListe("generations"), session.id];
  const lues = useQuery({
    queryKey: cle,
    queryFn: ({ signal }) =>
      listerGenerations({
        query: { filtre: ecrireComparaison("session", "==", session.id), taille: 20 },
        signal,
      }),
  });
  const fin = useCallback(
    (t: Tache) => {
      ecrire(`${t.libelle} : ${t.message ?? t.etat}`, t.etat === "terminee" ? "succes" : "erreur");
      void client.invalidateQueries({ queryKey: ["liste"] });
    },
    [client],
  );
  const tache = useTache(suivie, fin);
  const lancement = useMutation({
    mutationFn: () =>
      lancerGeneration({ path: { id: session.id }, body: { simulation: true, ouvrir } }),
    onSuccess: (g) => setSuivie(g.tache),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const generations = lues.data?.items ?? [];
  const enCours = tache !== undefined && !estFinie(tache);
  const derniere = generations[0];
  const close = session.etat === "close" || session.etat === "archivee";
  return (
    <>
      <p>
        Les missions naissent des jurys, des commissions et des centres, selon les règles de la
        session. Rien n’est écrit avant que vous ayez lu la différence.
      </p>
      {close ? <p>La session est close : ses missions ne se génèrent plus.</p> : null}
      <div className={styles["actions"]}>
        <button
          type="button"
          className="fr-btn"
          disabled={close || enCours || lancement.isPending}
          onClick={() => lancement.mutate()}
        >
          Simuler la génération
        </button>
        <label>
          <input type="checkbox" checked={ouvrir} onChange={(e) => setOuvrir(e.target.checked)} />{" "}
          Ouvrir les missions à qui rien ne manque
        </label>
      </div>
      {lancement.isError ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(lancement.error).detail}</p>
        </div>
      ) : null}
      {enCours ? <Avancement tache={tache} /> : null}
      {derniere && derniere.etat !== "demandee" && !enCours ? (
        <Simulation
          key={`${derniere.id}${derniere.etat}`}
          generation={derniere}
          utilisateur={utilisateur}
          onSuivre={(g) => setSuivie(g.tache)}
        />
      ) : null}
      <h2 className="fr-h6">Générations de la session</h2>
      {lues.data ? (
        <TableSimple
          titre="Générations de la session"
          colonnes={HISTOIRE}
          lignes={generations}
          cle={(g) => g.id}
          vide="Aucune génération : lancez une simulation."
        />
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
    </>
  );
}
