import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Retards } from "./Retards";
import { VueImports } from "./VueImports";
import { VueSources } from "./VueSources";

const VUES = ["imports", "sources"];

/** What came in, and where it comes from. */
export function PageEchanges(props: PropsPage) {
  const [vue] = useAncre(VUES);
  const sources = vue === "sources";
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Imports" cle="imports" ici={!sources} /> <LienVue titre="Sources et collectes" cle="sources" ici={sources} />
        </nav>
      </TitrePage>
      {sources ? null : <Retards />}
      {sources ? <VueSources {...props} /> : <VueImports {...props} />}
    </>
  );
}
