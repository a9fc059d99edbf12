import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Inacheve, NombreParEtat, Session } from "../../api/genere";
import { lireSession } from "../../api/genere/sdk.gen";
import { ETATS_SESSION } from "../../domaine/etats";
import { EtatErreur } from "../../grille/Etats";
import { date, nombre } from "../../grille/formats";
import type { Choix } from "../../grille/types";
import { Fiche } from "../../ui/Page";
import { ChangerEtat } from "./ChangerEtat";
import { cleSituation } from "./relire";
import styles from "./Sessions.module.css";

const ETATS_MISSION: readonly Choix[] = [
  { valeur: "brouillon", libelle: "en brouillon" },
  { valeur: "ouverte", libelle: "ouvertes" },
  { valeur: "close", libelle: "closes" },
  { valeur: "annulee", libelle: "annulées" },
];

const ETATS_AFFECTATION: readonly Choix[] = [
  { valeur: "proposee", libelle: "proposées" },
  { valeur: "affectee", libelle: "affectées" },
  { valeur: "convoquee", libelle: "convoquées" },
  { valeur: "effectuee", libelle: "effectuées" },
  { valeur: "non_effectuee", libelle: "non effectuées" },
  { valeur: "desaffectee", libelle: "désaffectées" },
];

function compte(lus: readonly NombreParEtat[], etats: readonly Choix[]): string {
  const dits = etats.flatMap((e) => {
    const n = lus.find((l) => l.etat === e.valeur)?.nombre ?? 0;
    return n > 0 ? [`${nombre(n)} ${e.libelle}`] : [];
  });
  return dits.length > 0 ? dits.join(", ") : "aucune";
}

/** Where the session stands, what may be done with it, and what keeps it from closing, each with the list where it is seen. */
export function Situation({ session: s, gestion }: Readonly<{ session: Session; gestion: boolean }>) {
  const lue = useQuery({ queryKey: cleSituation(s.id), queryFn: ({ signal }) => lireSession({ path: { id: s.id }, signal }) });
  if (lue.isError) {
    return <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} />;
  }
  if (!lue.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const { missions, affectations, inacheves } = lue.data;
  const etat = ETATS_SESSION.find((e) => e.valeur === s.etat)?.libelle;
  return (
    <div className={styles["situation"]}>
      <Fiche
        champs={[
          ["État", etat],
          ["Épreuves", s.debut && s.fin ? `du ${date(s.debut)} au ${date(s.fin)}` : "sans dates"],
          ["Centres", nombre(s.centres)],
          ["Missions", compte(missions, ETATS_MISSION)],
          ["Affectations", compte(affectations, ETATS_AFFECTATION)],
        ]}
      />
      {gestion ? <ChangerEtat session={s} inacheves={inacheves} /> : null}
      {s.etat === "ouverte" ? <Restes inacheves={inacheves} /> : null}
      {s.etat === "archivee" ? <p>Archivée, cette session se lit et ne change plus.</p> : null}
    </div>
  );
}

function Restes({ inacheves }: Readonly<{ inacheves: readonly Inacheve[] }>) {
  return inacheves.length === 0 ? (
    <p>Rien d’inachevé : cette session peut être close.</p>
  ) : (
    <section aria-label="Ce qui reste avant de clore">
      <h2 className={styles["sousTitre"]}>Ce qui reste avant de clore</h2>
      <ul className={styles["restes"]}>
        {inacheves.map((x) => (
          <li key={x.code}>
            <strong>{nombre(x.nombre)}</strong> {x.message}.{" "}
            <Link to="/activites/$code" params={{ code: x.activite }} search={{ filtre: x.filtre }} className="fr-link fr-link--sm">
              Les voir<span className="lecture-seule-ecran"> : {x.message}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
