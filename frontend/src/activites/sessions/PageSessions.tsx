import { useState } from "react";
import type { Session } from "../../api/genere";
import { listerSessions } from "../../api/genere/sdk.gen";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { ETATS_SESSION } from "../../domaine/etats";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { date } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { Fiche, TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";

const TOURS = [
  { valeur: "NORMALE", libelle: "Normale" },
  { valeur: "REMPLACEMENT", libelle: "Remplacement" },
] as const;

const COLONNES: readonly Colonne<Session>[] = [
  { cle: "code", titre: "Session", type: "texte", largeur: 110, epinglee: true },
  { cle: "libelle", titre: "Libellé", type: "texte", largeur: 280 },
  { cle: "annee", titre: "Année", type: "nombre", largeur: 90, valeur: (s) => String(s.annee) },
  { cle: "tour", titre: "Tour", type: "choix", largeur: 130, choix: TOURS },
  { cle: "debut", titre: "Début", type: "date", largeur: 120 },
  { cle: "fin", titre: "Fin", type: "date", largeur: 120 },
  { cle: "etat", titre: "État", type: "etat", largeur: 160, choix: ETATS_SESSION },
];

const charger: Charger<Session> = (recherche, signal) => listerSessions({ query: enRequete(recherche), signal });

export function PageSessions({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Session>();
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Détail de la session"
        liste={<Grille titre={activite.libelle} ressource="sessions" utilisateur={moi.service.id} colonnes={COLONNES} charger={charger} {...adresse} dire={ecrire} onLigne={setLigne} />}
        detail={
          ligne ? (
            <Onglets
              nom="Détail"
              onglets={[
                {
                  cle: "fiche",
                  titre: ligne.libelle,
                  contenu: () => (
                    <Fiche
                      champs={[
                        ["Code", ligne.code],
                        ["Tour", TOURS.find((t) => t.valeur === ligne.tour)?.libelle],
                        ["État", ETATS_SESSION.find((e) => e.valeur === ligne.etat)?.libelle],
                        ["Épreuves", ligne.debut && ligne.fin ? `du ${date(ligne.debut)} au ${date(ligne.fin)}` : undefined],
                      ]}
                    />
                  ),
                },
              ]}
            />
          ) : null
        }
      />
    </>
  );
}
