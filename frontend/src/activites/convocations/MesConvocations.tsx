import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Convocation } from "../../api/genere";
import { creerAbonnement, lireAbonnement, lireConvocation, listerConvocations, ouvrirConvocation, repondreConvocation, revoquerAbonnement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Charge } from "../../dossier/Charge";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { date, instant } from "../../grille/formats";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Contester, Justifier } from "./Contester";
import styles from "./Convocations.module.css";
import { Missions } from "./Missions";
import { ETATS, libelle, VERSIONS } from "./mots";

const PASSEES = "etat=in=(remplacee,annulee)";

/** What a teacher is called to, on a phone first: open, answer, keep in a calendar. */
export function MesConvocations({ moi, activite }: PropsPage) {
  const [charge, setCharge] = useState(false);
  const lues = useQuery({
    queryKey: [...cleListe("convocations"), "miennes"],
    queryFn: ({ signal }) => listerConvocations({ query: { tri: "debut,editee_le", taille: 200, filtre: "etat=out=(remplacee,annulee)" }, signal }),
  });
  const [anciennes, setAnciennes] = useState(false);
  const passees = useQuery({
    queryKey: [...cleListe("convocations"), "passees"],
    queryFn: ({ signal }) => listerConvocations({ query: { tri: "-editee_le", taille: 100, filtre: PASSEES }, signal }),
    enabled: anciennes,
  });
  const attendues = lues.data?.items.filter((c) => c.type !== "annulation" && !["acquittee", "contestee"].includes(c.etat)).length ?? 0;
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <div className={styles["zone"]}>
        {lues.isError ? <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} /> : null}
        {lues.data ? (
          <>
            <p role="status">
              {lues.data.items.length === 0 ? "Vous n’êtes convoqué(e) à aucune mission." : attendues > 0 ? `${attendues > 1 ? `${String(attendues)} réponses sont attendues` : "Une réponse est attendue"} de vous.` : "Vous avez répondu à tout."}
            </p>
            <ul className={styles["zone"]} style={{ listStyle: "none", padding: 0, margin: 0 }}>
              {lues.data.items.map((c) => (
                <li key={c.id}>
                  <Carte convocation={c} />
                </li>
              ))}
            </ul>
            <Agenda />
            {moi.intervenant ? (
              <details onToggle={(e) => setCharge(e.currentTarget.open)}>
                <summary>Ma charge, session par session</summary>
                {charge ? <Charge intervenant={moi.intervenant} soi /> : null}
              </details>
            ) : null}
            <details onToggle={(e) => setAnciennes(e.currentTarget.open)}>
              <summary>Convocations remplacées ou annulées</summary>
              <ul>
                {passees.data?.items.map((c) => (
                  <li key={c.id}>
                    <a href={`/api/v1/convocations/${c.id}/lettre`} target="_blank" rel="noreferrer">
                      {c.numero}, {c.missions} (PDF, nouvel onglet)
                    </a>{" "}
                    : {libelle(ETATS, c.etat).toLowerCase()}
                  </li>
                ))}
              </ul>
              {passees.data?.items.length === 0 ? <p>Aucune.</p> : null}
            </details>
          </>
        ) : (
          <p aria-busy="true">Chargement…</p>
        )}
      </div>
    </>
  );
}

const TONS = { succes: "success", erreur: "error", attente: "warning", info: "info", neutre: "" } as const;

function Badge({ convocation: c }: Readonly<{ convocation: Convocation }>) {
  const ton = TONS[(c.type === "annulation" ? "erreur" : ETATS.find((e) => e.valeur === c.etat)?.ton) ?? "neutre"];
  return <span className={`fr-badge fr-badge--sm ${ton ? `fr-badge--${ton}` : ""}`}>{c.type === "annulation" ? "Annulation" : libelle(ETATS, c.etat)}</span>;
}

function Carte({ convocation: c }: Readonly<{ convocation: Convocation }>) {
  const client = useQueryClient();
  const titre = useId();
  const [ouverte, setOuverte] = useState(false);
  const [conteste, setConteste] = useState(false);
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("convocations") });
  const detail = useQuery({ queryKey: [...cleListe("convocations"), "une", c.id], queryFn: ({ signal }) => lireConvocation({ path: { id: c.id }, signal }), enabled: ouverte });
  const vue = useMutation({ mutationFn: () => ouvrirConvocation({ path: { id: c.id } }), onSuccess: relire });
  const { mutate: voir } = vue;
  const aVoir = ouverte && (c.etat === "editee" || c.etat === "envoyee");
  useEffect(() => {
    if (aVoir) {
      voir();
    }
  }, [aVoir, voir]);
  const accuse = useMutation({
    mutationFn: () => repondreConvocation({ path: { id: c.id }, body: { reponse: "acquittee" } }),
    onSuccess: () => {
      ecrire(`Accusé de réception enregistré pour la convocation ${c.numero}.`, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const annulation = c.type === "annulation";
  return (
    <article className={styles["carte"]} aria-labelledby={titre}>
      <p>
        <Badge convocation={c} /> {c.type === "originale" ? null : <span className="fr-badge fr-badge--sm">{libelle(VERSIONS, c.type)}</span>}
      </p>
      <h2 id={titre}>{c.missions}</h2>
      <p>
        {annulation ? "Était prévu le" : "À partir du"} <strong>{instant(c.debut, c.fuseau)}</strong> (heure du centre)
      </p>
      {!annulation && !["acquittee", "contestee"].includes(c.etat) ? <p>Réponse attendue avant le {date(c.reponse_avant)}.</p> : null}
      {c.etat === "contestee" ? <Justifier convocation={c} /> : null}
      {c.suite ? <p>Réponse du service : {c.suite}</p> : null}
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--secondary" aria-expanded={ouverte} onClick={() => setOuverte(!ouverte)}>
          {ouverte ? "Refermer" : "Ouvrir"}
        </button>
        {annulation || c.etat === "acquittee" ? null : (
          <button type="button" className="fr-btn" disabled={accuse.isPending} onClick={() => accuse.mutate()}>
            {accuse.isPending ? "Un instant…" : "J’en accuse réception"}
          </button>
        )}
        {annulation || c.etat === "contestee" ? null : (
          <button type="button" className="fr-btn fr-btn--tertiary" onClick={() => setConteste(true)}>
            Je ne peux pas…
          </button>
        )}
      </div>
      {accuse.error ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(accuse.error).detail}</p>
        </div>
      ) : null}
      {ouverte ? (
        <>
          {detail.data ? <Missions detail={detail.data} /> : <p aria-busy="true">Chargement…</p>}
          <div className={styles["boutons"]}>
            <a className="fr-btn fr-btn--secondary" href={`/api/v1/convocations/${c.id}/lettre`} target="_blank" rel="noreferrer">
              La lettre (PDF, nouvel onglet)
            </a>
            <a className="fr-btn fr-btn--tertiary" href={`/api/v1/convocations/${c.id}/agenda`}>
              Ajouter à mon agenda
            </a>
          </div>
        </>
      ) : null}
      {conteste ? (
        <Contester
          convocation={c}
          onFermer={() => {
            setConteste(false);
            relire();
          }}
        />
      ) : null}
    </article>
  );
}

/** A private address for the person's own calendar program; it is shown once. */
function Agenda() {
  const client = useQueryClient();
  const cle = cleListe("abonnement-agenda");
  const lu = useQuery({ queryKey: cle, queryFn: ({ signal }) => lireAbonnement({ signal }) });
  const relire = () => void client.invalidateQueries({ queryKey: cle });
  const creation = useMutation({ mutationFn: () => creerAbonnement({}), onSuccess: relire, onError: (e) => ecrire(probleme(e).detail, "erreur") });
  const revocation = useMutation({
    mutationFn: () => revoquerAbonnement({}),
    onSuccess: () => {
      creation.reset();
      ecrire("Adresse d’agenda révoquée : elle ne répond plus.", "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <section className={styles["carte"]} aria-label="Mon agenda">
      <h2>Mes convocations dans mon agenda</h2>
      {creation.data?.adresse ? (
        <>
          <p>Donnez cette adresse à votre agenda (« S’abonner à un calendrier »). Elle n’est affichée qu’une fois et vous est personnelle : qui la connaît lit vos convocations.</p>
          <p>
            <code style={{ overflowWrap: "anywhere" }}>{creation.data.adresse}</code>
          </p>
        </>
      ) : (
        <p>{lu.data?.actif ? `Une adresse a été donnée le ${instant(lu.data.cree_le ?? "")}${lu.data.lu_le ? `, lue pour la dernière fois le ${instant(lu.data.lu_le)}` : ""}.` : "Une adresse privée tient votre agenda à jour : les changements et les annulations s’y reportent."}</p>
      )}
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--secondary" disabled={creation.isPending} onClick={() => creation.mutate()}>
          {lu.data?.actif ? "Donner une autre adresse" : "Obtenir mon adresse d’agenda"}
        </button>
        {lu.data?.actif ? (
          <button type="button" className="fr-btn fr-btn--tertiary" disabled={revocation.isPending} onClick={() => revocation.mutate()}>
            Révoquer
          </button>
        ) : null}
      </div>
    </section>
  );
}
