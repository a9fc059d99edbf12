import { useState } from "react";
import { useAncre } from "../../dossier/ancre";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { AvancementConvocations } from "./AvancementConvocations";
import styles from "./Convocations.module.css";
import { Lettres } from "./Lettres";
import { Modeles } from "./Modeles";
import { Parametrages } from "./Parametrages";
import { Rectificatifs } from "./Rectificatifs";
import { Signatures } from "./Signatures";
import { Traitements } from "./Traitements";

const CLES = ["parametrages", "traitements", "lettres", "rectificatifs", "avancement", "modeles", "signatures"];

/** From the settings to the answers: control, official run, letters, what has to be corrected. */
export function PageConvocations({ moi, activite }: PropsPage) {
  const [choisi, choisir] = useAncre(CLES);
  const [suivi, setSuivi] = useState<string>();
  const suivre = (traitement: string) => {
    setSuivi(traitement);
    choisir("traitements");
  };
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <div className={styles["zone"]}>
        <Onglets
          nom="Convocations"
          choisi={choisi}
          onChoisir={choisir}
          onglets={[
            { cle: "parametrages", titre: "Paramétrages", contenu: () => <Parametrages onLance={suivre} /> },
            { cle: "traitements", titre: "Traitements", contenu: () => <Traitements suivi={suivi} /> },
            { cle: "lettres", titre: "Convocations", contenu: () => <Lettres moi={moi} /> },
            { cle: "rectificatifs", titre: "À rectifier", contenu: () => <Rectificatifs onLance={suivre} /> },
            { cle: "avancement", titre: "Avancement", contenu: () => <AvancementConvocations /> },
            { cle: "modeles", titre: "Modèles de lettre", contenu: () => <Modeles /> },
            { cle: "signatures", titre: "Signature", contenu: () => <Signatures /> },
          ]}
        />
      </div>
    </>
  );
}
