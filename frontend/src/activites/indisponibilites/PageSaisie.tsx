import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Indisponibilites.module.css";
import { Saisir } from "./Saisir";
import { VueIndisponibilites } from "./VueIndisponibilites";

const VUES = ["saisir", "liste"];

/** The school's « Saisie d’indisponibilité ». */
export function PageSaisie({ moi, activite }: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Saisir" cle="saisir" ici={vue === "saisir"} />{" "}
          <LienVue titre="Périodes saisies" cle="liste" ici={vue === "liste"} />
        </nav>
      </TitrePage>
      {vue === "liste" ? (
        <VueIndisponibilites utilisateur={moi.service.id} />
      ) : (
        <div className={styles["page"]}>
          <p>
            La division des examens en tient compte aussitôt. Une personne en mission sur la période
            vous est signalée.
          </p>
          <Saisir />
        </div>
      )}
    </>
  );
}
