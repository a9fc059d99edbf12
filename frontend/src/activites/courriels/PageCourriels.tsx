import { useState } from "react";
import type { Courriel } from "../../api/genere";
import { listerCourriels } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { Lettre } from "./Lettre";

const ETATS: readonly Choix[] = [
  { valeur: "en_attente", libelle: "En attente", ton: "attente" },
  { valeur: "en_cours", libelle: "En cours d’envoi", ton: "info" },
  { valeur: "envoye", libelle: "Envoyé", ton: "succes" },
  { valeur: "echec", libelle: "En échec", ton: "erreur" },
  { valeur: "rejete", libelle: "Revenu", ton: "erreur" },
  { valeur: "annule", libelle: "Annulé", ton: "neutre" },
];

const VOIES: readonly Choix[] = [
  { valeur: "smtp", libelle: "Serveur d’envoi" },
  { valeur: "local", libelle: "Boîte locale" },
];

const GENRES: Readonly<Record<string, string>> = {
  dispense_decision: "Réponse à une dispense",
  relance_competences: "Relance de saisie",
  convocation: "Convocation",
};

const COLONNES: readonly Colonne<Courriel>[] = [
  { cle: "cree_le", titre: "Écrit le", type: "instant", largeur: 150 },
  { cle: "nom", titre: "Destinataire", type: "texte", largeur: 220 },
  { cle: "destinataire", titre: "Adresse", type: "texte", largeur: 240 },
  { cle: "sujet", titre: "Sujet", type: "texte", largeur: 320 },
  {
    cle: "genre",
    titre: "Genre",
    type: "texte",
    largeur: 180,
    valeur: (c) => GENRES[c.genre] ?? c.genre,
    filtre: false,
  },
  { cle: "etat", titre: "État", type: "etat", largeur: 130, choix: ETATS },
  { cle: "canal", titre: "Voie", type: "choix", largeur: 130, choix: VOIES },
  { cle: "envoye_le", titre: "Envoyé le", type: "instant", largeur: 150 },
  { cle: "essais", titre: "Essais", type: "nombre", largeur: 90 },
  { cle: "erreur", titre: "Erreur", type: "texte", largeur: 260 },
  { cle: "cree_par", titre: "Par", type: "texte", largeur: 160, masquee: true },
];

const charger: Charger<Courriel> = (recherche, signal) =>
  listerCourriels({ query: enRequete(recherche), signal });

/** Every mail and what became of it. In demonstration none leaves: this is where they are read. */
export function PageCourriels({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Courriel>();
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Le courriel choisi"
        part={50}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="courriels"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            vide={<p>Aucun courriel n’a encore été écrit.</p>}
          />
        }
        detail={
          ligne ? (
            <Lettre key={ligne.id} id={ligne.id} version={ligne.version} />
          ) : (
            <p>Choisissez un courriel.</p>
          )
        }
      />
    </>
  );
}
