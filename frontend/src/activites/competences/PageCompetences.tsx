import { useState } from "react";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Ajouter } from "./Ajouter";
import { Cartes } from "./Cartes";
import { useEtroit } from "./etroit";
import { ONGLETS, VueCompetences } from "./VueCompetences";
import { VuePersonnes } from "./VuePersonnes";
import { VuePropositions } from "./VuePropositions";

const VUES = ["personnes", "propositions"];

/** The teacher's « Saisie des compétences », and the same for those who see several people. */
export function PageCompetences(props: PropsPage) {
  const { moi, activite } = props;
  const [ancre, choisir] = useAncre([...ONGLETS, ...VUES]);
  const [ajout, setAjout] = useState(false);
  const etroit = useEtroit();
  const seul = moi.service.profil === "intervenant";
  const vues = ["administrateur", "gestionnaire", "inspecteur"].includes(moi.service.profil);
  return (
    <>
      <TitrePage titre={activite.libelle}>
        {vues ? (
          <nav aria-label="Vues">
            <LienVue titre="Compétences" cle="rattachements" ici={!VUES.includes(ancre)} /> <LienVue titre="Déclarer en masse" cle="personnes" ici={ancre === "personnes"} />{" "}
            <LienVue titre="Réservistes et contractuels" cle="propositions" ici={ancre === "propositions"} />
          </nav>
        ) : null}
        {seul && moi.intervenant ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setAjout(true)}>
            Déclarer une compétence
          </button>
        ) : null}
      </TitrePage>
      {ancre === "personnes" && vues ? (
        <VuePersonnes {...props} />
      ) : ancre === "propositions" && vues ? (
        <VuePropositions {...props} />
      ) : seul && etroit ? (
        <Cartes moi={moi} />
      ) : (
        <VueCompetences {...props} onglet={ancre} onOnglet={choisir} />
      )}
      {ajout && moi.intervenant ? <Ajouter intervenant={moi.intervenant} onFermer={() => setAjout(false)} /> : null}
    </>
  );
}
