import { useState } from "react";
import type { Plan } from "../../api/genere";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { NouveauPlan } from "./NouveauPlan";
import { VuePlans } from "./VuePlans";
import { VueRegles } from "./VueRegles";

/** Plans side by side, corrected and published; and the rules that they follow. */
export function PageAffectation({ moi, activite }: PropsPage) {
  const [ancre] = useAncre(["plans", "regles"]);
  const [plan, setPlan] = useState<Plan>();
  const [nouveau, setNouveau] = useState<string>();
  const regles = ancre === "regles";
  return (
    <>
      <TitrePage titre={activite.libelle}>
        {regles ? null : <NouveauPlan depart={plan} onFait={(p) => setNouveau(p.id)} />}
        <nav aria-label="Vues">
          <LienVue titre="Plans" cle="plans" ici={!regles} /> <LienVue titre="Règles" cle="regles" ici={regles} />
        </nav>
      </TitrePage>
      {regles ? <VueRegles /> : <VuePlans utilisateur={moi.service.id} plan={plan} choisir={setPlan} nouveau={nouveau} />}
    </>
  );
}
