import { useQuery } from "@tanstack/react-query";
import { listerChoixVoeux } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Dispenses } from "./Dispenses";
import { MesIndisponibilites } from "./MesIndisponibilites";
import styles from "./Voeux.module.css";
import { Voeux } from "./Voeux";

/** What a teacher would like, and what he asks for. Made for a phone first. */
export function PageVoeux({ activite }: PropsPage) {
  const choix = useQuery({
    queryKey: ["choix-voeux"],
    queryFn: ({ signal }) => listerChoixVoeux({ signal }),
  });
  return (
    <>
      <TitrePage titre={activite.libelle} />
      {choix.isError ? (
        <EtatErreur erreur={choix.error} reessayer={() => void choix.refetch()} />
      ) : null}
      {choix.isPending ? <p aria-busy="true">Chargement…</p> : null}
      {choix.data ? (
        choix.data.sessions.length === 0 ? (
          <p>Aucune session n’est en préparation : il n’y a rien à demander pour l’instant.</p>
        ) : (
          <div className={styles["page"]}>
            <Voeux choix={choix.data} />
            <Dispenses choix={choix.data} />
            <MesIndisponibilites />
          </div>
        )
      ) : null}
    </>
  );
}
