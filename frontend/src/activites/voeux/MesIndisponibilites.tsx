import { useQuery } from "@tanstack/react-query";
import { listerIndisponibilites } from "../../api/genere/sdk.gen";
import { nommer, MOTIFS_INDISPONIBILITE } from "../../dossier/disponible";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import styles from "./Voeux.module.css";

/** What the school or the division entered about me. */
export function MesIndisponibilites() {
  const lues = useQuery({
    queryKey: cleListe("indisponibilites"),
    queryFn: ({ signal }) =>
      listerIndisponibilites({ query: { filtre: "etat==active", tri: "debut" }, signal }),
  });
  if (!lues.data) {
    return null;
  }
  return (
    <section aria-labelledby="mes-indisponibilites">
      <h2 id="mes-indisponibilites">Mes indisponibilités</h2>
      <p>
        Elles sont saisies par votre établissement ou par la division des examens. Une erreur ?
        Adressez-vous à votre établissement.
      </p>
      {lues.data.items.length === 0 ? (
        <p>Aucune.</p>
      ) : (
        <ul className={styles["lignes"]}>
          {lues.data.items.map((n) => (
            <li key={n.id}>
              <span>
                Du {instant(n.debut, n.fuseau)} au {instant(n.fin, n.fuseau)} :{" "}
                {nommer(MOTIFS_INDISPONIBILITE, n.motif).toLowerCase()}
              </span>
              <span>{n.uai ?? "Division des examens"}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
