import { useState } from "react";
import type { Affectation } from "../../api/genere";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { Competences } from "../../dossier/Competences";
import { useAncre } from "../../dossier/ancre";
import { LienVue } from "../../dossier/LienVue";
import { Rattachements } from "../../dossier/Rattachements";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import { useAdresse } from "../../grille/adresse";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { Onglets, type Onglet } from "../../ui/Onglets";
import { Fiche, TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Chaleur } from "./Chaleur";
import { Charges } from "./Charges";
import { charger, chargerAgenda, COLONNES_CENTRE, COLONNES_GESTION, COLONNES_INTERVENANT } from "./colonnes";
import { Desaffecter } from "./Desaffecter";

const COLONNES = { intervenant: COLONNES_INTERVENANT, chef_centre: COLONNES_CENTRE } as const;

/** Everybody's designations for the gestionnaire; one's own for a teacher; one centre's for its chef. */
export function PageAffectations({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Affectation>();
  const { profil } = moi.service;
  const limite = profil === "intervenant" || profil === "chef_centre";
  const gestion = profil === "gestionnaire" || profil === "administrateur";
  const vues = activite.code === "avancement";
  const [ancre] = useAncre(["liste", "manques", "charges"]);
  const vue = vues ? ancre : "liste";
  const titre = (
    <TitrePage titre={activite.libelle}>
      {vues ? (
        <nav aria-label="Vues">
          <LienVue titre="Affectations" cle="liste" ici={vue === "liste"} /> <LienVue titre="Carte des manques" cle="manques" ici={vue === "manques"} />{" "}
          <LienVue titre="Charges" cle="charges" ici={vue === "charges"} />
        </nav>
      ) : null}
    </TitrePage>
  );
  if (vue !== "liste") {
    return (
      <>
        {titre}
        {vue === "manques" ? <Chaleur /> : <Charges utilisateur={moi.service.id} />}
      </>
    );
  }
  return (
    <>
      {titre}
      <Partage
        nom="Détail de la mission"
        liste={
          <Grille
            titre={activite.libelle}
            ressource="affectations"
            utilisateur={moi.service.id}
            colonnes={limite ? COLONNES[profil] : COLONNES_GESTION}
            charger={profil === "intervenant" ? chargerAgenda : charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable={!limite}
            actions={(selection) => (gestion ? <Desaffecter selection={selection} /> : null)}
            vide={<p>{profil === "intervenant" ? "Vous n’êtes convoqué à aucune mission." : "Aucune affectation."}</p>}
          />
        }
        detail={ligne ? <Detail key={ligne.id} affectation={ligne} limite={limite} /> : <p>Choisissez une ligne.</p>}
      />
    </>
  );
}

function Detail({ affectation: a, limite }: Readonly<{ affectation: Affectation; limite: boolean }>) {
  const mission: Onglet = {
    cle: "mission",
    titre: "Mission",
    contenu: () => (
      <Fiche
        champs={[
          ["Mission", a.type_mission_libelle],
          ["Examen", [a.examen_libelle, a.specialite_libelle].filter(Boolean).join(" – ")],
          ["Épreuve-option", a.epreuve_option_libelle],
          ["Centre", a.centre_nom ? `${a.centre ?? ""} ${a.centre_nom}` : undefined],
          ["Commune", a.commune],
          ["Début", a.debut ? `${instant(a.debut, a.fuseau)} (heure du centre)` : undefined],
          ["Fin", a.fin ? instant(a.fin, a.fuseau) : undefined],
          ["Présence", a.sur_place === undefined ? undefined : a.sur_place ? "Sur place" : "À distance"],
          ["Rôle", ROLES.find((r) => r.valeur === a.role)?.libelle],
          ["État", ETATS_AFFECTATION.find((e) => e.valeur === a.etat)?.libelle],
        ]}
      />
    ),
  };
  if (limite) {
    return <Onglets nom="Détail" onglets={[mission]} />;
  }
  return (
    <Onglets
      nom="Détail"
      onglets={[
        mission,
        { cle: "rattachements", titre: `Rattachements de ${a.prenom} ${a.nom}`, contenu: () => <Rattachements intervenant={a.intervenant} /> },
        { cle: "competences", titre: "Compétences", contenu: () => <Competences intervenant={a.intervenant} /> },
      ]}
    />
  );
}
