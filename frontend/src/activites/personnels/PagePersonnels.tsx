import { useState } from "react";
import type { DisponibilitePersonne } from "../../api/genere";
import { useAncre } from "../../dossier/ancre";
import { Affectations } from "../../dossier/Affectations";
import { Competences } from "../../dossier/Competences";
import { Enseignements } from "../../dossier/Enseignements";
import { LienVue } from "../../dossier/LienVue";
import { Rattachements } from "../../dossier/Rattachements";
import { Dialogue } from "../../ui/Dialogue";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { AvisDispenses } from "./AvisDispense";
import { Consultation } from "./Consultation";
import { ConvocationsPersonnels } from "./ConvocationsPersonnels";

const VUES = ["personnels", "convocations", "dispenses"];

/** The school's « Consultation des personnels ». */
export function PagePersonnels({ moi, activite }: PropsPage) {
  const [vue] = useAncre(VUES);
  const [choisie, choisir] = useState<DisponibilitePersonne>();
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <nav aria-label="Vues">
          <LienVue titre="Personnels" cle="personnels" ici={vue === "personnels"} />{" "}
          <LienVue titre="Convocations" cle="convocations" ici={vue === "convocations"} />{" "}
          <LienVue titre="Demandes de dispense" cle="dispenses" ici={vue === "dispenses"} />
        </nav>
      </TitrePage>
      {vue === "dispenses" ? <AvisDispenses /> : null}
      {vue === "convocations" ? <ConvocationsPersonnels moi={moi} /> : null}
      {vue === "personnels" ? <Consultation choisir={choisir} /> : null}
      {choisie ? (
        <Dialogue
          titre={`${choisie.nom} ${choisie.prenom}`}
          ouvert
          onFermer={() => choisir(undefined)}
        >
          <Onglets
            nom="Fiche"
            onglets={[
              {
                cle: "rattachements",
                titre: "Établissements",
                contenu: () => <Rattachements intervenant={choisie.intervenant} />,
              },
              {
                cle: "enseignements",
                titre: "Enseignements",
                contenu: () => <Enseignements intervenant={choisie.intervenant} />,
              },
              {
                cle: "competences",
                titre: "Compétences",
                contenu: () => <Competences intervenant={choisie.intervenant} />,
              },
              {
                cle: "missions",
                titre: "Missions",
                contenu: () => <Affectations intervenant={choisie.intervenant} />,
              },
            ]}
          />
        </Dialogue>
      ) : null}
    </>
  );
}
