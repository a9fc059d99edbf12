import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { lireBareme } from "../../api/genere/sdk.gen";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { EtatErreur } from "../../grille/Etats";
import { Champ } from "../../ui/Champ";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Baremes.module.css";
import { Imputations } from "./Imputations";
import { TauxExamens } from "./TauxExamens";
import { Tarifs } from "./Tarifs";
import { TypesMission } from "./TypesMission";
import { VueDistances } from "./VueDistances";

const VUES = ["taux", "examens", "types", "distances", "imputations"];

function aujourdhui(): string {
  const d = new Date();
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`;
}

/** What is in force for the missions of a day, which rates each examen has, and the distances. */
export function PageBaremes(props: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Taux" cle="taux" ici={vue === "taux"} /> <LienVue titre="Examens" cle="examens" ici={vue === "examens"} />{" "}
          <LienVue titre="Types de mission" cle="types" ici={vue === "types"} /> <LienVue titre="Distances" cle="distances" ici={vue === "distances"} />{" "}
          <LienVue titre="Imputations" cle="imputations" ici={vue === "imputations"} />
        </nav>
      </TitrePage>
      <Vue vue={vue} {...props} />
    </>
  );
}

function Vue({ vue, ...props }: PropsPage & Readonly<{ vue: string }>) {
  switch (vue) {
    case "distances":
      return <VueDistances {...props} />;
    case "types":
      return <TypesMission />;
    case "imputations":
      return <Imputations />;
    default:
      return <EnVigueur examens={vue === "examens"} />;
  }
}

function EnVigueur({ examens }: Readonly<{ examens: boolean }>) {
  const [jour, setJour] = useState(aujourdhui);
  const lu = useQuery({ queryKey: ["bareme", jour], queryFn: ({ signal }) => lireBareme({ query: { jour }, signal }), enabled: jour !== "", placeholderData: (avant) => avant });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  const choixDuJour = <Champ nom="En vigueur le" type="date" valeur={jour} onChange={setJour} indice="Le jour de la mission décide, jamais celui du calcul" />;
  return (
    <div className={styles["page"]}>
      {lu.data ? (
        examens ? (
          <TauxExamens bareme={lu.data} jour={jour} choixDuJour={choixDuJour} />
        ) : (
          <Tarifs tarifs={lu.data.tarifs} jour={jour} choixDuJour={choixDuJour} />
        )
      ) : (
        <p aria-busy="true">Chargement du barème…</p>
      )}
    </div>
  );
}
