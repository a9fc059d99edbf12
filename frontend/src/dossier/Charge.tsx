import { useQuery } from "@tanstack/react-query";
import type { ChargeSession, Mesures } from "../api/genere";
import { lireChargesIntervenant } from "../api/genere/sdk.gen";
import { cleListe } from "../grille/donnees";
import { EtatErreur } from "../grille/Etats";
import { nombre } from "../grille/formats";
import styles from "./Charge.module.css";
import { comparer } from "./charge";

const MESURES: readonly Readonly<{ cle: keyof Mesures; titre: string }>[] = [
  { cle: "missions", titre: "Missions" },
  { cle: "jours", titre: "Jours sur place" },
  { cle: "copies", titre: "Copies" },
  { cle: "km", titre: "Kilomètres (aller)" },
];

type Props = Readonly<{ intervenant: string; soi?: boolean }>;

/** What somebody bears, session by session, beside half of her discipline: a sentence, then a small chart that is a table. */
export function Charge({ intervenant, soi = false }: Props) {
  const lues = useQuery({
    queryKey: [...cleListe("affectations"), "charge", intervenant],
    queryFn: ({ signal }) => lireChargesIntervenant({ path: { id: intervenant }, signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  if (!lues.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const { sessions, discipline } = lues.data;
  if (sessions.length === 0) {
    return <p>Aucune session n’a encore de mission.</p>;
  }
  return (
    <div className={styles["charges"]}>
      {sessions.map((s) => (
        <Session key={s.session} session={s} soi={soi} discipline={discipline} />
      ))}
      <p className="fr-hint-text">
        Le trait marque la médiane{discipline ? ` (${discipline})` : ""} : parmi les personnes de la discipline qui ont une mission dans la session, la moitié est en dessous, la moitié au-dessus.
      </p>
    </div>
  );
}

function Session({ session: s, soi, discipline }: Readonly<{ session: ChargeSession; soi: boolean; discipline: string | undefined }>) {
  const qui = soi ? "Vous" : "La personne";
  return (
    <section className={styles["session"]} aria-label={s.libelle}>
      <h3 className="fr-h6">{s.libelle}</h3>
      <p>{comparer(s, soi, discipline)}</p>
      <table className={styles["table"]}>
        <caption className="lecture-seule-ecran">Charge de la session {s.session}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="lecture-seule-ecran">Mesure</span>
            </th>
            <th scope="col">{qui}</th>
            <th scope="col">Médiane</th>
            <th scope="col">
              <span className="lecture-seule-ecran">Graphique</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {MESURES.filter(({ cle }) => s.moi[cle] > 0 || (s.mediane?.[cle] ?? 0) > 0 || cle === "missions").map(({ cle, titre }) => (
            <tr key={cle}>
              <th scope="row">{titre}</th>
              <td>{nombre(s.moi[cle])}</td>
              <td>{s.mediane ? nombre(s.mediane[cle]) : "–"}</td>
              <td aria-hidden="true">
                <Barre moi={s.moi[cle]} mediane={s.mediane?.[cle]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Barre({ moi, mediane }: Readonly<{ moi: number; mediane: number | undefined }>) {
  const bout = Math.max(moi, 2 * (mediane ?? 0), 1);
  return (
    <div className={styles["barre"]}>
      <div className={styles["part"]} data-plus={mediane !== undefined && moi > mediane} style={{ inlineSize: `${(100 * moi) / bout}%` }} />
      {mediane === undefined ? null : <div className={styles["mediane"]} style={{ insetInlineStart: `${(100 * mediane) / bout}%` }} />}
    </div>
  );
}
