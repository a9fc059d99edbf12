import type { LigneSuivi } from "../../api/genere";
import { listerSuiviFinancier } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import type { PropsPage } from "../contexte";

const devise = (l: LigneSuivi): string => l.devise;

const COLONNES: readonly Colonne<LigneSuivi>[] = [
  { cle: "mois", titre: "Mois", type: "date", largeur: 105, epinglee: true },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "examen_libelle", titre: "Examen", type: "texte", largeur: 200 },
  { cle: "type_libelle", titre: "Type de mission", type: "texte", largeur: 150 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 190 },
  { cle: "programme", titre: "Programme", type: "texte", largeur: 110 },
  {
    cle: "genre",
    titre: "Part",
    type: "choix",
    largeur: 130,
    choix: [
      { valeur: "remuneration", libelle: "Rémunération" },
      { valeur: "deplacement", libelle: "Déplacement" },
    ],
  },
  { cle: "parts", titre: "Parts", type: "nombre", largeur: 80 },
  { cle: "engage", titre: "Engagé", type: "montant", largeur: 120, devise, filtre: false },
  { cle: "valide", titre: "Validé", type: "montant", largeur: 120, devise, filtre: false },
  { cle: "transmis", titre: "Transmis", type: "montant", largeur: 120, devise, filtre: false },
  { cle: "paye", titre: "Payé", type: "montant", largeur: 120, devise, filtre: false },
];

const charger: Charger<LigneSuivi> = (recherche, signal) => listerSuiviFinancier({ query: enRequete(recherche), signal });

/** The finest sums, to filter, sort and export. */
export function VueLignes({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  return (
    <Grille
      titre={activite.libelle}
      ressource="suivi-financier"
      utilisateur={moi.service.id}
      colonnes={COLONNES}
      charger={charger}
      {...adresse}
      dire={ecrire}
      vide={<p>Aucune somme : elles naissent des convocations, puis des constats.</p>}
    />
  );
}
