import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Traitement } from "../../api/genere";
import { listerTraitements, remettreTraitement, reprendreTraitement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { AnnulerTraitement } from "./AnnulerTraitement";
import styles from "./Convocations.module.css";
import { ETATS_TRAITEMENT, pluriel } from "./mots";

const lettres = (t: Traitement, q: string) => `/api/v1/traitements-convocation/${t.id}/lettres${q}`;

/** Each run, live while it works; its letters; how to take it up again, or undo it. */
export function Traitements({ suivi }: Readonly<{ suivi: string | undefined }>) {
  const client = useQueryClient();
  const [annule, setAnnule] = useState<Traitement>();
  const lus = useQuery({ queryKey: cleListe("traitements-convocation"), queryFn: ({ signal }) => listerTraitements({ query: { taille: 50 }, signal }) });
  const relire = useCallback(() => {
    for (const r of ["traitements-convocation", "convocations", "rectificatifs"]) {
      void client.invalidateQueries({ queryKey: cleListe(r) });
    }
  }, [client]);
  const vif = lus.data?.items.find((t) => ["demande", "en_cours", "annulation"].includes(t.etat)) ?? lus.data?.items.find((t) => t.id === suivi);
  const tache = useTache(vif && vif.etat !== "termine" && vif.etat !== "annule" ? vif.tache : undefined, relire);
  const geste = useMutation({
    mutationFn: ({ t, quoi }: { t: Traitement; quoi: "reprise" | "remise" }) =>
      quoi === "reprise" ? reprendreTraitement({ path: { id: t.id } }).then(() => "Traitement repris.") : remettreTraitement({ path: { id: t.id } }).then((b) => `${pluriel(b.lettres, "lettre remise")}.`),
    onSuccess: (mot) => {
      ecrire(mot, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Traitement>[] = [
    { titre: "Traitement", valeur: (t) => t.libelle },
    { titre: "État", valeur: (t) => ETATS_TRAITEMENT[t.etat] },
    { titre: "Convocations", nombre: true, valeur: (t) => t.convocations.toLocaleString("fr-FR") },
    { titre: "Écartées", nombre: true, valeur: (t) => t.ecartees.toLocaleString("fr-FR") },
    { titre: "Demandé", valeur: (t) => `${instant(t.demande_le)} par ${t.demande_par}` },
    {
      titre: "Lettres et gestes",
      valeur: (t) => (
        <span className={styles["boutons"]}>
          {t.convocations > 0 && t.etat !== "annule" ? (
            <>
              <a className="fr-link fr-link--sm" href={lettres(t, "")} target="_blank" rel="noreferrer" aria-label={`Toutes les lettres de ${t.libelle}, PDF, nouvel onglet`}>
                Toutes (PDF)
              </a>
              <a className="fr-link fr-link--sm" href={lettres(t, "?papier=true")} target="_blank" rel="noreferrer" aria-label={`Lettres à imprimer de ${t.libelle}, PDF, nouvel onglet`}>
                À imprimer
              </a>
              {(["centre", "etablissement", "personne"] as const).map((par) => (
                <a key={par} className="fr-link fr-link--sm" href={lettres(t, `?par=${par}`)} aria-label={`Archive de ${t.libelle}, un fichier par ${par}`}>
                  ZIP par {par === "etablissement" ? "établissement" : par}
                </a>
              ))}
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={geste.isPending} onClick={() => geste.mutate({ t, quoi: "remise" })} aria-label={`Le lot imprimé de ${t.libelle} est parti`}>
                Lot imprimé parti
              </button>
            </>
          ) : null}
          {t.etat === "interrompu" ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={geste.isPending} onClick={() => geste.mutate({ t, quoi: "reprise" })} aria-label={`Reprendre ${t.libelle}`}>
              Reprendre
            </button>
          ) : null}
          {t.etat === "termine" || t.etat === "interrompu" ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setAnnule(t)} aria-label={`Annuler… ${t.libelle}`}>
              Annuler…
            </button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <div className={styles["zone"]}>
      {tache && !estFinie(tache) ? <Avancement tache={tache} /> : null}
      {lus.data ? <TableSimple titre="Traitements de convocation" colonnes={colonnes} lignes={lus.data.items} cle={(t) => t.id} vide="Aucun traitement. Contrôlez un paramétrage, puis lancez le traitement officiel." /> : <p aria-busy="true">Chargement…</p>}
      {annule ? (
        <AnnulerTraitement
          traitement={annule}
          onFermer={() => {
            setAnnule(undefined);
            relire();
          }}
        />
      ) : null}
    </div>
  );
}
