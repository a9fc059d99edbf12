import { useState } from "react";
import type { Jury } from "../../api/genere";
import { listerCommissions, listerJurys } from "../../api/genere/sdk.gen";
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
import type { Commission } from "../../api/genere";
import type { PropsPage } from "../contexte";
import { Composition } from "./Composition";
import { CorrigerJury } from "./Corriger";

const COLONNES: readonly Colonne<Jury>[] = [
  { cle: "code", titre: "Jury", type: "texte", largeur: 120, epinglee: true },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  { cle: "specialite", titre: "Spécialité", type: "texte", largeur: 110 },
  { cle: "libelle", titre: "Libellé", type: "texte", largeur: 180 },
  { cle: "centre_nom", titre: "Délibère à", type: "texte", largeur: 220 },
  { cle: "deliberation_le", titre: "Le", type: "date", largeur: 110 },
  { cle: "deliberation_a", titre: "À", type: "texte", largeur: 70, tri: false, filtre: false },
  { cle: "candidats", titre: "Candidats", type: "nombre", largeur: 100 },
  {
    cle: "commissions",
    titre: "Commissions",
    type: "nombre",
    largeur: 120,
    tri: false,
    filtre: false,
  },
  { cle: "retire", titre: "Retiré d’OCEAN", type: "booleen", largeur: 130 },
];

const COMMISSIONS: readonly ColonneSimple<Commission>[] = [
  { titre: "Commission", valeur: (c) => c.code },
  { titre: "Type", valeur: (c) => c.type.toLowerCase() },
  { titre: "Épreuve-option", valeur: (c) => c.epreuve_option_libelle },
  { titre: "Centre", valeur: (c) => c.centre_nom ?? "sans centre" },
  { titre: "Le", valeur: (c) => (c.le ? date(c.le) : "sans date") },
  { titre: "Candidats", nombre: true, valeur: (c) => nombre(c.candidats) },
  { titre: "Missions", nombre: true, valeur: (c) => nombre(c.missions) },
  { titre: "OCEAN", valeur: (c) => (c.retire ? "retirée" : "") },
];

const charger: Charger<Jury> = (recherche, signal) =>
  listerJurys({ query: enRequete(recherche), signal });

/** The jurys of the sessions; under the chosen one, who sits there and what the rules say of it. */
export function VueJurys({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Jury>();
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  return (
    <Partage
      nom="Détail du jury"
      part={45}
      liste={
        <Grille
          titre={activite.libelle}
          ressource="jurys"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucun jury. Ils viennent d’OCEAN par le troisième échange de la session.</p>}
        />
      }
      detail={
        ligne ? (
          <Onglets
            key={ligne.id}
            nom={ligne.libelle}
            onglets={[
              {
                cle: "composition",
                titre: "Composition",
                contenu: () => <Composition jury={ligne.id} />,
              },
              {
                cle: "commissions",
                titre: "Commissions",
                contenu: () => (
                  <SousListe
                    titre="Commissions du jury"
                    ressource="commissions"
                    filtre={ecrireComparaison("jury", "==", ligne.id)}
                    charger={(query, signal) => listerCommissions({ query, signal })}
                    colonnes={COMMISSIONS}
                    vide="Aucune commission."
                  />
                ),
              },
              {
                cle: "fiche",
                titre: "Lieu et date",
                contenu: () =>
                  gestion ? (
                    <CorrigerJury key={ligne.version} jury={ligne} />
                  ) : (
                    <Fiche
                      champs={[
                        ["Centre", ligne.centre_nom],
                        [
                          "Délibération",
                          ligne.deliberation_le
                            ? `${date(ligne.deliberation_le)} à ${ligne.deliberation_a ?? ""}`
                            : undefined,
                        ],
                      ]}
                    />
                  ),
              },
              ...(gestion
                ? [
                    {
                      cle: "historique",
                      titre: "Historique",
                      contenu: () => <Historique objet="jury" id={ligne.id} />,
                    },
                  ]
                : []),
            ]}
          />
        ) : (
          <p>Choisissez un jury.</p>
        )
      }
    />
  );
}
