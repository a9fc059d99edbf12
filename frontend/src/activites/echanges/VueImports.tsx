import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Import, Tache } from "../../api/genere";
import { listerImports } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_IMPORT, SOURCES } from "../../domaine/etats";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { Avancement } from "../../dossier/Avancement";
import { Depot } from "./Depot";
import { Rapport } from "./Rapport";
import { estFinie, useTache } from "../../dossier/tache";

const COLONNES: readonly Colonne<Import>[] = [
  { cle: "depose_le", titre: "Déposé le", type: "instant", largeur: 140 },
  { cle: "source", titre: "Source", type: "choix", largeur: 200, choix: SOURCES },
  { cle: "nom_fichier", titre: "Fichier", type: "texte", largeur: 260 },
  { cle: "etat", titre: "État", type: "etat", largeur: 150, choix: ETATS_IMPORT },
  { cle: "message", titre: "Message", type: "texte", largeur: 360 },
  { cle: "nb_rejets", titre: "Rejets", type: "nombre", largeur: 90 },
  { cle: "depose_par", titre: "Par", type: "texte", largeur: 160 },
  { cle: "collecte", titre: "Collecté", type: "booleen", largeur: 100, masquee: true },
  { cle: "taille_octets", titre: "Taille (octets)", type: "nombre", largeur: 130, masquee: true },
];

const charger: Charger<Import> = (recherche, signal) => listerImports({ query: enRequete(recherche), signal });

const TONS = { terminee: "succes", echouee: "erreur", annulee: "alerte" } as const;

function tonDe(t: Tache) {
  return t.etat in TONS ? TONS[t.etat as keyof typeof TONS] : "info";
}

/** Deposit a file, watch it being read, read what it would do or did, decide. */
export function VueImports({ moi }: PropsPage) {
  const adresse = useAdresse();
  const client = useQueryClient();
  const [ligne, setLigne] = useState<Import>();
  const [suivie, setSuivie] = useState<string>();
  const [nouveau, setNouveau] = useState<string>();
  const fin = useCallback(
    (t: Tache) => {
      ecrire(`${t.libelle} : ${t.message ?? t.etat}`, tonDe(t));
      // An import touches most lists: all of them are read again when next shown.
      void client.invalidateQueries({ queryKey: ["liste"] });
    },
    [client],
  );
  const tache = useTache(suivie, fin);
  const suivre = useCallback(
    (i: Import) => {
      setSuivie(i.tache);
      setNouveau(i.id);
      void client.invalidateQueries({ queryKey: cleListe("imports") });
    },
    [client],
  );
  return (
    <>
      <Depot onDepot={suivre} />
      {tache && !estFinie(tache) ? <Avancement tache={tache} /> : null}
      <Partage
        nom="Rapport de l’import"
        part={40}
        liste={
          <Grille
            titre="Imports"
            ressource="imports"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            nouvelle={nouveau}
            vide={<p>Aucun fichier n’a encore été déposé.</p>}
          />
        }
        detail={ligne ? <Rapport key={ligne.id} import={ligne} utilisateur={moi.service.id} onSuivre={suivre} /> : <p>Le rapport du fichier choisi s’affichera ici.</p>}
      />
    </>
  );
}
