import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { probleme } from "../../api/erreur";
import type { ControleLot, Lot, Moi } from "../../api/genere";
import { controlerLot, emettreLot, lireLot } from "../../api/genere/sdk/lots.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { telecharger } from "../../grille/exporter";
import { date, instant, libelleChoix, montant, nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";
import { AnnulerLot } from "./AnnulerLot";
import styles from "./Liquidation.module.css";
import { CIBLES, ETATS_LOT, gestes } from "./mots";

const PORTES: Readonly<Record<string, string>> = { manuel: "Remise à la main", dossier: "Dossier du SEM", sftp: "Serveur SFTP du SEM" };

/** A lot from its preparation to its last answer, live while something works on it. */
export function DetailLot({ id, moi }: Readonly<{ id: string; moi: Moi }>) {
  const client = useQueryClient();
  const [rapport, setRapport] = useState<ControleLot>();
  const [annule, setAnnule] = useState(false);
  const lu = useQuery({ queryKey: ["lot", id], queryFn: ({ signal }) => lireLot({ path: { id }, signal }) });
  const relire = useCallback(() => {
    void client.invalidateQueries({ queryKey: ["lot", id] });
    for (const r of ["lots", "lots-lignes", "retours-liquidation"]) {
      void client.invalidateQueries({ queryKey: cleListe(r) });
    }
  }, [client, id]);
  const l = lu.data;
  const vif = l && (l.etat === "demande" || l.etat === "transmission") ? l.tache : undefined;
  const tache = useTache(vif, relire);
  const controle = useMutation({
    mutationFn: () => controlerLot({ path: { id } }),
    onSuccess: (r) => {
      setRapport(r);
      ecrire(r.constats.some((c) => c.gravite === "empeche") ? "Contrôle : ce lot ne peut pas partir." : "Lot contrôlé : il peut être émis.", r.lot.etat === "controle" ? "succes" : "erreur");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const emission = useMutation({
    mutationFn: () => emettreLot({ path: { id } }),
    onSuccess: (x) => {
      ecrire(`Envoi du lot n° ${x.numero} en file.`, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  if (!l) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const g = gestes(l);
  const occupe = tache !== undefined && !estFinie(tache);
  return (
    <div className={styles["zone"]}>
      {occupe ? <Avancement tache={tache} /> : null}
      {l.faute ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>L’envoi n’a pas abouti. {l.faute}</p>
        </div>
      ) : null}
      <Champs lot={l} />
      <div className={styles["gestes"]}>
        {g.controler ? (
          <button type="button" className={`fr-btn fr-btn--sm ${g.emettre ? "fr-btn--secondary" : ""}`} disabled={controle.isPending} onClick={() => controle.mutate()}>
            {controle.isPending ? "Contrôle en cours…" : "Contrôler"}
          </button>
        ) : null}
        {g.emettre || g.reprendre ? (
          <button type="button" className="fr-btn fr-btn--sm" disabled={emission.isPending || occupe} onClick={() => emission.mutate()}>
            {g.reprendre ? "Reprendre l’envoi" : "Émettre"}
          </button>
        ) : null}
        {g.telecharger && moi.service.profil === "gestionnaire_financier" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => telecharger(`/api/v1/lots/${id}/fichier`)} title="Coordonnées bancaires comprises : le téléchargement est journalisé">
            Télécharger le fichier
          </button>
        ) : null}
        {g.annuler ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={occupe} onClick={() => setAnnule(true)}>
            Annuler le lot…
          </button>
        ) : null}
      </div>
      {rapport ? <Rapport rapport={rapport} /> : null}
      {annule ? (
        <AnnulerLot
          lot={l}
          onFermer={() => {
            setAnnule(false);
            relire();
          }}
        />
      ) : null}
    </div>
  );
}

function Champs({ lot: l }: Readonly<{ lot: Lot }>) {
  return (
    <Fiche
      champs={[
        ["État", libelleChoix({ choix: ETATS_LOT }, l.etat)],
        ["Cible", libelleChoix({ choix: CIBLES }, l.cible)],
        ["Parts", nombre(l.nombre)],
        ["Somme", montant(l.somme, l.devise)],
        ["Payées", l.acceptes > 0 ? `${nombre(l.acceptes)}, ${montant(l.paye, l.devise)}` : ""],
        ["Rejetées", l.rejetes > 0 ? `${nombre(l.rejetes)}, à corriger puis à mettre dans un autre lot` : ""],
        ["Écarts", l.ecarts > 0 ? `${nombre(l.ecarts)} ${l.ecarts > 1 ? "parts payées" : "part payée"} d’un autre montant que le nôtre` : ""],
        ["Session", l.session],
        ["Examen", l.examen],
        ["Missions jusqu’au", l.jusqu_au ? date(l.jusqu_au) : ""],
        ["Exécution demandée", l.cible === "sepa" ? date(l.execution) : ""],
        ["Fichier", l.nom_fichier],
        ["Empreinte (SHA-256)", l.empreinte ? <code className={styles["empreinte"]}>{l.empreinte}</code> : ""],
        ["Porte", l.porte ? PORTES[l.porte] : ""],
        ["Transmis le", l.transmis_le ? instant(l.transmis_le) : ""],
        ["Reçu de dépôt", l.recu],
        ["Motif", l.motif],
        ["Créé", `${instant(l.cree_le)} par ${l.cree_par}`],
      ]}
    />
  );
}

function Rapport({ rapport: r }: Readonly<{ rapport: ControleLot }>) {
  return (
    <section aria-label="Rapport de contrôle" role="status">
      <p>
        <strong>{r.constats.length === 0 ? "Rien à signaler : le fichier se relit, les totaux concordent." : "Rapport de contrôle"}</strong>
      </p>
      {r.constats.map((c) => (
        <details key={c.code}>
          <summary>
            <span className={`fr-badge fr-badge--sm fr-badge--${c.gravite === "empeche" ? "error" : "warning"}`}>{c.gravite === "empeche" ? "Empêche l’envoi" : "Attention"}</span> {c.message} ({nombre(c.nombre)})
          </summary>
          <ul>
            {c.exemples.map((x) => (
              <li key={x}>{x}</li>
            ))}
            {c.nombre > c.exemples.length && c.exemples.length > 0 ? <li>et {nombre(c.nombre - c.exemples.length)} de plus</li> : null}
          </ul>
        </details>
      ))}
    </section>
  );
}
