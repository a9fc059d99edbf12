import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AxeSuivi, SyntheseSuivi } from "../../api/genere";
import { syntheseSuiviFinancier } from "../../api/genere/sdk.gen";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { useSessions } from "../../dossier/sessions";
import { EtatErreur } from "../../grille/Etats";
import { montant, nombre } from "../../grille/formats";
import { ChampChoix } from "../../ui/Champ";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Barres } from "./Barres";
import { Relancer } from "./Relancer";
import styles from "./Suivi.module.css";
import { VueLignes } from "./VueLignes";

const VUES = ["synthese", "lignes"];

const AXES: readonly Readonly<{ valeur: AxeSuivi; libelle: string }>[] = [
  { valeur: "examen", libelle: "Examen" },
  { valeur: "session", libelle: "Session" },
  { valeur: "type", libelle: "Type de mission" },
  { valeur: "centre", libelle: "Centre" },
  { valeur: "programme", libelle: "Programme" },
  { valeur: "mois", libelle: "Mois des missions" },
];

/** What is committed, validated, sent and paid; what keeps the rest. */
export function PageSuivi(props: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Synthèse" cle="synthese" ici={vue === "synthese"} /> <LienVue titre="Détail et exports" cle="lignes" ici={vue === "lignes"} />
        </nav>
      </TitrePage>
      {vue === "lignes" ? <VueLignes {...props} /> : <Synthese />}
    </>
  );
}

function Synthese() {
  const [axe, setAxe] = useState<AxeSuivi>("examen");
  const [session, setSession] = useState("");
  const sessions = useSessions();
  const query = { axe, ...(session ? { session } : {}) };
  const lu = useQuery({ queryKey: ["suivi-financier", axe, session], queryFn: ({ signal }) => syntheseSuiviFinancier({ query, signal }), placeholderData: (avant) => avant });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  return (
    <div className={styles["page"]}>
      <div className={styles["criteres"]}>
        <ChampChoix nom="Additionner par" valeur={axe} onChange={(v) => setAxe(v as AxeSuivi)} choix={AXES} />
        <ChampChoix nom="Session" valeur={session} onChange={setSession} choix={[{ valeur: "", libelle: "Toutes" }, ...(sessions.data ?? []).map((s) => ({ valeur: s.id, libelle: s.libelle }))]} />
        <a className="fr-btn fr-btn--sm fr-btn--secondary" href={`/api/v1/suivi-financier/pdf?axe=${axe}${session ? `&session=${session}` : ""}`} download>
          PDF
        </a>
      </div>
      {lu.data ? (
        <>
          <Chiffres synthese={lu.data} />
          <Attentes synthese={lu.data} session={session} />
          <Barres titre={AXES.find((a) => a.valeur === axe)?.libelle ?? ""} lignes={lu.data.lignes} />
        </>
      ) : (
        <p aria-busy="true">Addition en cours…</p>
      )}
    </div>
  );
}

const MESURES = [
  ["engage", "Engagé"],
  ["valide", "Validé"],
  ["transmis", "Transmis"],
  ["paye", "Payé"],
] as const;

function Chiffres({ synthese: x }: Readonly<{ synthese: SyntheseSuivi }>) {
  return x.totaux.map((t) => (
    <dl key={t.devise} className={styles["chiffres"]}>
      {MESURES.map(([cle, nom]) => (
        <div key={cle}>
          <dt>{nom}</dt>
          <dd>{montant(t[cle], t.devise)}</dd>
        </div>
      ))}
      <div>
        <dt>De la mission à la validation</dt>
        <dd>{t.jours_validation === undefined ? "–" : `${nombre(t.jours_validation)} jours`}</dd>
      </div>
      <div>
        <dt>De la mission au paiement</dt>
        <dd>{t.jours_paiement === undefined ? "–" : `${nombre(t.jours_paiement)} jours`}</dd>
      </div>
    </dl>
  ));
}

function Attentes({ synthese: x, session }: Readonly<{ synthese: SyntheseSuivi; session: string }>) {
  const [relance, setRelance] = useState<"declarations" | "constats">();
  return (
    <ul className={styles["attentes"]}>
      <li>
        <strong>{nombre(x.a_declarer)}</strong> déplacements à déclarer{" "}
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={x.a_declarer === 0} onClick={() => setRelance("declarations")}>
          Relancer les personnes…
        </button>
      </li>
      <li>
        <strong>{nombre(x.a_constater)}</strong> services à constater{" "}
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={x.a_constater === 0} onClick={() => setRelance("constats")}>
          Relancer les centres…
        </button>
      </li>
      <li>
        <strong>{nombre(x.a_valider)}</strong> parts{" "}
        <a className="fr-link fr-link--sm" href="/activites/frais?filtre=rem_etat==a_valider">
          à contrôler
        </a>
      </li>
      <li>
        <strong>{nombre(x.bloquees)}</strong> parts bloquées (rejetées, ou{" "}
        <a className="fr-link fr-link--sm" href="/activites/frais?filtre=sans_rib==true#dossiers">
          sans compte à créditer
        </a>
        )
      </li>
      {relance ? <Relancer quoi={relance} session={session} onFermer={() => setRelance(undefined)} /> : null}
    </ul>
  );
}
