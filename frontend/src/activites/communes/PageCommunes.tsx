import { TitrePage } from "../../ui/Page";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import type { PropsPage } from "../contexte";
import { VueCommunes } from "./VueCommunes";
import { VuePaires } from "./VuePaires";

const CLES = ["limitrophes", "fiche", "paires"];

/** The communes and what is around each, or all the declared pairs: two lists, each with an address of its own. */
export function PageCommunes(props: PropsPage) {
  const [ancre, choisir] = useAncre(CLES);
  const paires = ancre === "paires";
  return (
    <>
      <TitrePage titre={props.activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Communes" cle="limitrophes" ici={!paires} /> <LienVue titre="Toutes les paires" cle="paires" ici={paires} />
        </nav>
      </TitrePage>
      {paires ? <VuePaires {...props} /> : <VueCommunes {...props} onglet={ancre} onOnglet={choisir} />}
    </>
  );
}
