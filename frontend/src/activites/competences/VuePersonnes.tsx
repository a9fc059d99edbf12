import type { Intervenant } from "../../api/genere";
import { listerIntervenants } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import type { PropsPage } from "../contexte";
import { Declarer } from "./Declarer";
import { Proposer } from "./Proposer";
import { ACTIFS } from "./selection";

const COLONNES: readonly Colonne<Intervenant>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 180, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 140 },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100 },
  { cle: "discipline_libelle", titre: "Libellé de la discipline", type: "texte", largeur: 240 },
  { cle: "grade", titre: "Grade", type: "texte", largeur: 120 },
  { cle: "etablissement", titre: "UAI", type: "texte", largeur: 100 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 240 },
];

const charger: Charger<Intervenant> = (recherche, signal) => listerIntervenants({ query: enRequete(recherche), signal });

/** People, to say the same thing of many: a compétence for all gestions, reserve and contractuels for the inspecteur. */
export function VuePersonnes({ moi }: PropsPage) {
  const adresse = useAdresse();
  return (
    <Grille
      titre="Intervenants"
      ressource="intervenants"
      utilisateur={`${moi.service.id}-competences`}
      colonnes={COLONNES}
      charger={charger}
      perimetre={ACTIFS}
      {...adresse}
      dire={ecrire}
      selectionnable
      actions={(selection) => (
        <>
          <Declarer selection={selection} />
          {moi.service.profil === "inspecteur" ? <Proposer selection={selection} /> : null}
        </>
      )}
      exportable={false}
    />
  );
}
