import type { Intervenant } from "../../api/genere";
import { date } from "../../grille/formats";
import styles from "./Intervenants.module.css";

/** The HR files say « ACTIVITE », AAF « activité »: nothing to tell there. */
function enActivite(position: string | undefined): boolean {
  return position === undefined || /^(en )?activite$/i.test(position.normalize("NFD").replaceAll(/\p{M}/gu, "").trim());
}

export function Indisponibilites({ intervenant: i }: Readonly<{ intervenant: Intervenant }>) {
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
      <p className={styles["mention"]}>
        Aucune période n’est saisie. Les périodes d’indisponibilité et les dispenses se saisiront ici quand l’activité « Indisponibilités et dispenses » sera ouverte.
      </p>
    </div>
  );
}
