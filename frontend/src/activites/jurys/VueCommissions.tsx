import { useState } from "react";
import type { Commission, OrigineCandidats } from "../../api/genere";
import { listerCommissionOrigines, listerCommissions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Historique } from "../../dossier/Historique";
import { SousListe } from "../../dossier/SousListe";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { date, nombre } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { Fiche } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { ColonneSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { CorrigerCommission } from "./Corriger";

const COLONNES: readonly Colonne<Commission>[] = [
  { cle: "code", titre: "Commission", type: "texte", largeur: 120, epinglee: true },
  { cle: "jury_code", titre: "Jury", type: "texte", largeur: 120 },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  { cle: "type", titre: "Type", type: "texte", largeur: 140 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 240 },
  { cle: "centre_nom", titre: "Centre", type: "texte", largeur: 220 },
  { cle: "le", titre: "Le", type: "date", largeur: 110 },
  { cle: "nb_jours", titre: "Jours", type: "nombre", largeur: 80 },
  { cle: "candidats", titre: "Candidats", type: "nombre", largeur: 100 },
  { cle: "demandes", titre: "Demandés", type: "nombre", largeur: 100 },
  { cle: "presents", titre: "Présents", type: "nombre", largeur: 100 },
  { cle: "missions", titre: "Missions", type: "nombre", largeur: 100, tri: false, filtre: false },
  { cle: "retire", titre: "Retirée d’OCEAN", type: "booleen", largeur: 140 },
];

const ORIGINES: readonly ColonneSimple<OrigineCandidats>[] = [
  { titre: "UAI", valeur: (o) => o.uai_origine },
  { titre: "Établissement", valeur: (o) => o.etablissement ?? "inconnu de l’académie" },
  { titre: "Commune", valeur: (o) => o.commune },
  { titre: "Candidats", nombre: true, valeur: (o) => nombre(o.candidats) },
];

const charger: Charger<Commission> = (recherche, signal) =>
  listerCommissions({ query: enRequete(recherche), signal });

/** The commissions: épreuve, place, days, candidates and where they come from. */
export function VueCommissions({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Commission>();
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  return (
    <Partage
      nom="Détail de la commission"
      part={40}
      liste={
        <Grille
          titre={activite.libelle}
          ressource="commissions"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={
            <p>Aucune commission. Elles viennent d’OCEAN par le troisième échange de la session.</p>
          }
        />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.id}
            nom={`Commission ${ligne.code}`}
            onglets={[
              {
                cle: "origines",
                titre: "Candidats et origines",
                contenu: () => (
                  <>
                    <Fiche
                      champs={[
                        ["Candidats prévus", nombre(ligne.candidats)],
                        [
                          "Présents",
                          ligne.presents === undefined ? undefined : nombre(ligne.presents),
                        ],
                        [
                          "Absents",
                          ligne.absents === undefined ? undefined : nombre(ligne.absents),
                        ],
                        ["Remontée", ligne.remonte_le ? date(ligne.remonte_le) : undefined],
                      ]}
                    />
                    <SousListe
                      titre="Établissements d’origine"
                      ressource="commission-origines"
                      filtre={ecrireComparaison("commission", "==", ligne.id)}
                      charger={(query, signal) => listerCommissionOrigines({ query, signal })}
                      colonnes={ORIGINES}
                      vide="OCEAN n’a pas dit d’où viennent ces candidats."
                    />
                  </>
                ),
              },
              {
                cle: "fiche",
                titre: "Lieu, dates et effectifs",
                contenu: () =>
                  gestion ? (
                    <CorrigerCommission key={ligne.version} commission={ligne} />
                  ) : (
                    <Fiche
                      champs={[
                        ["Centre", ligne.centre_nom],
                        ["Date", ligne.le ? `${date(ligne.le)} à ${ligne.a ?? ""}` : undefined],
                        ["Intervenants demandés", ligne.demandes],
                      ]}
                    />
                  ),
              },
              ...(gestion
                ? [
                    {
                      cle: "historique",
                      titre: "Historique",
                      contenu: () => <Historique objet="commission" id={ligne.id} />,
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <p>Choisissez une commission.</p>
        )
      }
    />
  );
}
