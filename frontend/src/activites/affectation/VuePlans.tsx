import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Plan, Tache } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { useTache } from "../../dossier/tache";
import { useAdresse } from "../../grille/adresse";
import { cleListe } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { Onglets } from "../../ui/Onglets";
import { Partage } from "../../ui/Partage";
import { chargerPlans, COLONNES_PLANS } from "./colonnes";
import { Comparaison } from "./Comparaison";
import { PlacesDuPlan } from "./PlacesDuPlan";
import { RefusDuPlan } from "./RefusDuPlan";
import { ResumePlan } from "./ResumePlan";

type Props = Readonly<{ utilisateur: string; plan: Plan | undefined; choisir: (p: Plan | undefined) => void; nouveau: string | undefined }>;

export function VuePlans({ utilisateur, plan, choisir, nouveau }: Props) {
  const adresse = useAdresse();
  const client = useQueryClient();
  const [onglet, setOnglet] = useState("resume");
  const finir = useCallback(
    (t: Tache) => {
      ecrire(t.message ?? "Calcul terminé.", t.etat === "terminee" ? "succes" : "alerte");
      void client.invalidateQueries({ queryKey: cleListe("plans") });
    },
    [client],
  );
  const tache = useTache(plan?.etat === "en_calcul" ? plan.tache : undefined, finir);
  return (
    <Partage
      nom="Détail du plan"
      part={35}
      liste={
        <Grille
          titre="Plans d’affectation"
          ressource="plans"
          utilisateur={utilisateur}
          colonnes={COLONNES_PLANS}
          charger={chargerPlans}
          {...adresse}
          dire={ecrire}
          onLigne={choisir}
          nouvelle={nouveau}
          selectionnable
          actions={(selection) => (selection.mode === "lignes" ? <Comparaison ids={[...selection.ids]} /> : null)}
          vide={<p>Aucun plan : « Affecter automatiquement… » en calcule un.</p>}
        />
      }
      detail={
        plan ? (
          <>
            {plan.etat === "en_calcul" && tache ? <Avancement tache={tache} /> : null}
            <Onglets
              key={plan.id}
              nom="Détail du plan"
              choisi={onglet}
              onChoisir={setOnglet}
              onglets={[
                { cle: "resume", titre: plan.libelle, contenu: () => <ResumePlan plan={plan} /> },
                { cle: "places", titre: "Places", contenu: () => <PlacesDuPlan key={`${plan.id}-${plan.calcule_le ?? ""}`} plan={plan} utilisateur={utilisateur} /> },
                { cle: "refus", titre: "Refus", contenu: () => <RefusDuPlan plan={plan} /> },
              ]}
            />
          </>
        ) : null
      }
    />
  );
}
