import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Import, Tache } from "../../api/genere";
import { lireEchangesSession } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { EtatErreur } from "../../grille/Etats";
import { Apercu } from "./Apercu";
import { Moment } from "./Moment";
import styles from "./Ocean.module.css";
import type { PropsVue } from "./PageOcean";

/** The four exchanges of a session, in their order; the difference of the last one is read below before it is applied. */
export function VueEchanges({ session }: PropsVue) {
  const client = useQueryClient();
  const lus = useQuery({
    queryKey: ["echanges", session.id],
    queryFn: ({ signal }) => lireEchangesSession({ path: { id: session.id }, signal }),
  });
  const [suivie, setSuivie] = useState<string>();
  const [vu, setVu] = useState<string>();
  const fin = useCallback(
    (t: Tache) => {
      ecrire(`${t.libelle} : ${t.message ?? t.etat}`, t.etat === "terminee" ? "succes" : "erreur");
      void client.invalidateQueries({ queryKey: ["echanges"] });
      void client.invalidateQueries({ queryKey: ["import"] });
      void client.invalidateQueries({ queryKey: ["liste"] });
    },
    [client],
  );
  const tache = useTache(suivie, fin);
  const suivre = (i: Import) => {
    setSuivie(i.tache);
    setVu(i.id);
  };
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const attendu = lus.data.moments.find((m) => m.dernier_etat === "a_confirmer")?.dernier;
  const montre = vu ?? attendu;
  return (
    <>
      <ol className={styles["moments"]}>
        {lus.data.moments.map((m) => (
          <Moment
            key={m.moment}
            moment={m}
            session={session}
            base={lus.data.base_imaoce}
            occupe={tache !== undefined && !estFinie(tache)}
            onSuivre={suivre}
            onVoir={setVu}
          />
        ))}
      </ol>
      {tache && !estFinie(tache) ? <Avancement tache={tache} /> : null}
      {montre && (!tache || estFinie(tache)) ? (
        <Apercu key={montre} id={montre} onSuivre={suivre} />
      ) : null}
    </>
  );
}
