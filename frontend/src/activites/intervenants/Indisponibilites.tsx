import { useQuery } from "@tanstack/react-query";
import type { Intervenant } from "../../api/genere";
import { listerDisponibilites } from "../../api/genere/sdk.gen";
import { jourLocal } from "../../dossier/disponible";
import { EtatErreur } from "../../grille/Etats";
import { date } from "../../grille/formats";
import styles from "./Intervenants.module.css";

/** The HR files say « ACTIVITE », AAF « activité »: nothing to tell there. */
function enActivite(position: string | undefined): boolean {
  return position === undefined || /^(en )?activite$/i.test(position.normalize("NFD").replaceAll(/\p{M}/gu, "").trim());
}

const JOURS = 180;

/** What keeps the person from coming in the six months that follow, by the rules that affectation uses. */
export function Indisponibilites({ intervenant: i }: Readonly<{ intervenant: Intervenant }>) {
  const [du, au] = [jourLocal(), jourLocal(JOURS)];
  const lues = useQuery({ queryKey: ["liste", "disponibilites", i.id, du, au], queryFn: ({ signal }) => listerDisponibilites({ query: { du, au, intervenant: i.id }, signal }) });
  const empechements = lues.data?.personnes[0]?.empechements;
  return (
    <div className={styles["bloc"]}>
      {enActivite(i.position) ? null : (
        <div className="fr-alert fr-alert--warning fr-alert--sm">
          <p>
            Position administrative : <strong>{i.position}</strong>
            {i.position_le ? ` depuis le ${date(i.position_le)}` : ""}, d’après le système de ressources humaines.
          </p>
        </div>
      )}
      {lues.isError ? <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} /> : null}
      {lues.isPending ? <p aria-busy="true">Chargement…</p> : null}
      {empechements ? (
        <>
          <p>{empechements.length === 0 ? `Rien ne l’empêche d’ici au ${date(au)}.` : `D’ici au ${date(au)} :`}</p>
          <ul>
            {empechements.map((e) => (
              <li key={`${e.raison} ${e.debut ?? ""} ${e.fin ?? ""}`}>{e.libelle}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p className={styles["mention"]}>Les périodes, situations et dispenses se saisissent dans l’activité « Indisponibilités et dispenses ».</p>
    </div>
  );
}
