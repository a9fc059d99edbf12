import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Indisponibilites.module.css";
import { Pourquoi } from "./Pourquoi";
import { Regles } from "./Regles";
import { Saisir } from "./Saisir";
import { VueDispenses } from "./VueDispenses";
import { VueIndisponibilites } from "./VueIndisponibilites";
import { VueSituations } from "./VueSituations";
import { VueVoeux } from "./VueVoeux";

const VUES = [
  ["dispenses", "Dispenses"],
  ["liste", "Indisponibilités"],
  ["saisir", "Saisir"],
  ["situations", "Situations"],
  ["voeux", "Vœux"],
  ["pourquoi", "Qui est disponible ?"],
  ["regles", "Règles"],
] as const;

/** All that keeps people from coming, and what they would like. */
export function PageIndisponibilites({ moi, activite }: PropsPage) {
  const [vue] = useAncre(VUES.map(([cle]) => cle));
  const utilisateur = moi.service.id;
  const contenus: Readonly<Record<string, () => React.ReactNode>> = {
    dispenses: () => <VueDispenses utilisateur={utilisateur} />,
    liste: () => <VueIndisponibilites utilisateur={utilisateur} />,
    saisir: () => (
      <div className={styles["page"]}>
        <Saisir />
      </div>
    ),
    situations: () => <VueSituations utilisateur={utilisateur} />,
    voeux: () => <VueVoeux utilisateur={utilisateur} />,
    pourquoi: () => <Pourquoi />,
    regles: () => <Regles />,
  };
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues">
          {VUES.map(([cle, titre]) => (
            <LienVue key={cle} titre={titre} cle={cle} ici={vue === cle} />
          ))}
        </nav>
      </TitrePage>
      {contenus[vue]?.()}
    </>
  );
}
