import { useAncre } from "../../dossier/ancre";
import { Onglets } from "../../ui/Onglets";
import { Defile, TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { VueOutils } from "./VueOutils";
import { VueWebhooks } from "./VueWebhooks";

/** Third-party tools: who they are, what they may read, how they are told. */
export function PageOutils({ activite }: PropsPage) {
  const [choisi, choisir] = useAncre(["outils", "webhooks"]);
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Defile>
        <Onglets
          nom="Outils tiers"
          choisi={choisi}
          onChoisir={choisir}
          onglets={[
            { cle: "outils", titre: "Outils", contenu: () => <VueOutils /> },
            { cle: "webhooks", titre: "Webhooks", contenu: () => <VueWebhooks /> },
          ]}
        />
      </Defile>
    </>
  );
}
