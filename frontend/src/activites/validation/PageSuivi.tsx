import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SaisieCompetences } from "../../api/genere";
import { listerSaisiesCompetences, listerSessions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Relancer } from "./Relancer";

const ETATS: readonly Choix[] = [
  { valeur: "attendue", libelle: "Attendue", ton: "attente" },
  { valeur: "terminee", libelle: "Terminée", ton: "succes" },
  { valeur: "rouverte", libelle: "Rouverte", ton: "info" },
];

const COLONNES: readonly Colonne<SaisieCompetences>[] = [
  { cle: "session_code", titre: "Session", type: "texte", largeur: 100 },
  { cle: "uai", titre: "UAI", type: "texte", largeur: 100 },
  { cle: "nom", titre: "Établissement", type: "texte", largeur: 280, epinglee: true },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 160 },
  { cle: "etat", titre: "Saisie", type: "etat", largeur: 110, choix: ETATS },
  { cle: "personnels", titre: "Personnels", type: "nombre", largeur: 110 },
  { cle: "competences", titre: "Compétences", type: "nombre", largeur: 120 },
  { cle: "avis", titre: "Avis donnés", type: "nombre", largeur: 110 },
  { cle: "declaree_le", titre: "Déclarée le", type: "instant", largeur: 150 },
  { cle: "declaree_par", titre: "Par", type: "texte", largeur: 160 },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 240 },
  { cle: "relances", titre: "Relances", type: "nombre", largeur: 100 },
  { cle: "relancee_le", titre: "Dernière relance", type: "instant", largeur: 150 },
  { cle: "mel", titre: "Adresse", type: "texte", largeur: 220 },
];

const charger: Charger<SaisieCompetences> = (recherche, signal) =>
  listerSaisiesCompetences({ query: enRequete(recherche), signal });

/** Which schools have finished, which are late, and one action to remind them. */
export function PageSuivi({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [relance, setRelance] = useState(false);
  const sessions = useQuery({
    queryKey: ["liste", "sessions", "ouvertes"],
    queryFn: ({ signal }) =>
      listerSessions({ query: { filtre: "etat=in=(preparation,ouverte)", tri: "-annee" }, signal }),
  });
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <button
          type="button"
          className="fr-btn fr-btn--sm"
          disabled={!sessions.data?.items.length}
          onClick={() => setRelance(true)}
        >
          Relancer les retardataires…
        </button>
      </TitrePage>
      <Grille
        titre={activite.libelle}
        ressource="saisies-competences"
        utilisateur={moi.service.id}
        colonnes={COLONNES}
        charger={charger}
        {...adresse}
        dire={ecrire}
        vide={
          <p>
            Aucun établissement : aucune session n’est en préparation, ou aucun personnel n’a de
            compétence.
          </p>
        }
      />
      {relance && sessions.data ? (
        <Relancer sessions={sessions.data.items} onFermer={() => setRelance(false)} />
      ) : null}
    </>
  );
}
