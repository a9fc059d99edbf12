import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { VueCommissions } from "./VueCommissions";
import { VueJurys } from "./VueJurys";
import { VueRegles } from "./VueRegles";

const VUES = ["jurys", "commissions", "regles"];

/** The jurys, what they are made of; the commissions, where their candidates come from; the rules of composition. */
export function PageJurys(props: PropsPage) {
  const [vue] = useAncre(VUES);
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Jurys" cle="jurys" ici={vue === "jurys"} />{" "}
          <LienVue titre="Commissions" cle="commissions" ici={vue === "commissions"} />{" "}
          <LienVue titre="Règles de composition" cle="regles" ici={vue === "regles"} />
        </nav>
      </TitrePage>
      {vue === "commissions" ? (
        <VueCommissions {...props} />
      ) : vue === "regles" ? (
        <VueRegles {...props} />
      ) : (
        <VueJurys {...props} />
      )}
    </>
  );
}
