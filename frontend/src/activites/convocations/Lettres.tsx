import { useState } from "react";
import type { Convocation, Moi } from "../../api/genere";
import { listerConvocations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Partage } from "../../ui/Partage";
import { VuesConvocations } from "../../dossier/VuesConvocations";
import { DetailConvocation } from "./DetailConvocation";
import { COURRIELS, ETATS, VERSIONS } from "./mots";
import { Relancer } from "./Relancer";

const charger: Charger<Convocation> = (recherche, signal) => listerConvocations({ query: enRequete(recherche), signal });

const COLONNES: readonly Colonne<Convocation>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 140, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 110 },
  { cle: "numero", titre: "Numéro", type: "texte", largeur: 150 },
  { cle: "type", titre: "Version", type: "choix", largeur: 130, choix: VERSIONS },
  { cle: "etat", titre: "État", type: "etat", largeur: 130, choix: ETATS },
  { cle: "missions", titre: "Missions", type: "texte", largeur: 260, tri: false, filtre: false },
  { cle: "debut", titre: "Première mission", type: "instant", largeur: 150, fuseau: (c) => c.fuseau },
  { cle: "reponse_avant", titre: "Réponse avant le", type: "date", largeur: 130 },
  { cle: "ouverte_le", titre: "Ouverte le", type: "instant", largeur: 140 },
  { cle: "repondue_le", titre: "Répondue le", type: "instant", largeur: 140 },
  { cle: "courriel", titre: "Courriel", type: "etat", largeur: 130, choix: COURRIELS },
  { cle: "courriel_erreur", titre: "Retour du courriel", type: "texte", largeur: 220 },
  { cle: "relancee_le", titre: "Relancée le", type: "instant", largeur: 140 },
  { cle: "preuve", titre: "Justificatif", type: "booleen", largeur: 110 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 200, masquee: true },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100, masquee: true },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true, masquee: true },
];

/** Every letter, who opened it, who answered, what came back. */
export function Lettres({ moi }: Readonly<{ moi: Moi }>) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Convocation>();
  return (
    <Partage
      nom="Détail de la convocation"
      liste={
        <>
          <VuesConvocations {...adresse} />
          <Grille
          titre="Convocations"
          ressource="convocations"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          selectionnable
          actions={(selection, nombre) => <Relancer selection={selection} nombre={nombre} />}
          vide={<p>Aucune convocation.</p>}
        />
        </>
      }
      detail={ligne ? <DetailConvocation key={`${ligne.id}-${String(ligne.version)}`} convocation={ligne} /> : <p>Choisissez une ligne.</p>}
    />
  );
}
