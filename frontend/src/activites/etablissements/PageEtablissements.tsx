import { useState } from "react";
import type { Etablissement } from "../../api/genere";
import { listerEtablissements } from "../../api/genere/sdk.gen";
import { Partage } from "../../ui/Partage";
import { ecrire } from "../../console/journal";
import { Personnels } from "../../dossier/Personnels";
import { useAdresse } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Onglets } from "../../ui/Onglets";
import { Fiche, TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";

const SECTEURS = [
  { valeur: "public", libelle: "Public" },
  { valeur: "prive", libelle: "Privé" },
] as const;

const COLONNES: readonly Colonne<Etablissement>[] = [
  { cle: "uai", titre: "UAI", type: "texte", largeur: 110, epinglee: true },
  { cle: "nom", titre: "Établissement", type: "texte", largeur: 300 },
  { cle: "type", titre: "Type", type: "texte", largeur: 120 },
  { cle: "secteur", titre: "Secteur", type: "choix", largeur: 100, choix: SECTEURS },
  { cle: "commune", titre: "Commune", type: "texte", largeur: 180 },
  { cle: "code_postal", titre: "Code postal", type: "texte", largeur: 110 },
  { cle: "ouvert", titre: "Ouvert", type: "booleen", largeur: 90 },
  { cle: "adresse", titre: "Adresse", type: "texte", largeur: 240, masquee: true },
  { cle: "code_commune", titre: "Code commune", type: "texte", largeur: 120, masquee: true },
  { cle: "telephone", titre: "Téléphone", type: "texte", largeur: 130, masquee: true },
  { cle: "mel", titre: "Courriel", type: "texte", largeur: 220, masquee: true },
  { cle: "nature", titre: "Nature", type: "texte", largeur: 90, masquee: true },
  { cle: "origine", titre: "Origine", type: "texte", largeur: 120, masquee: true },
];

const charger: Charger<Etablissement> = (recherche, signal) => listerEtablissements({ query: enRequete(recherche), signal });

const DEGRES = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 4 });

function degres(d: number, plus: string, moins: string): string {
  return `${DEGRES.format(Math.abs(d))}° ${d < 0 ? moins : plus}`;
}

export function PageEtablissements({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Etablissement>();
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Partage
        nom="Détail de l’établissement"
        liste={
          <Grille
            titre={activite.libelle}
            ressource="etablissements"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable
            vide={<p>Aucun établissement. Déposez le fichier officiel dans « Échanges ».</p>}
          />
        }
        detail={ligne ? <Detail key={ligne.id} etablissement={ligne} /> : <p>Choisissez une ligne.</p>}
      />
    </>
  );
}

function Detail({ etablissement: e }: Readonly<{ etablissement: Etablissement }>) {
  const point = e.latitude !== undefined && e.longitude !== undefined ? `${degres(e.latitude, "N", "S")}, ${degres(e.longitude, "E", "O")}` : undefined;
  return (
    <Onglets
      nom={e.nom}
      onglets={[
        {
          cle: "fiche",
          titre: e.nom,
          contenu: () => (
            <Fiche
              champs={[
                ["UAI", e.uai],
                ["Adresse", [e.adresse, e.code_postal, e.commune].filter(Boolean).join(", ")],
                ["Code commune (INSEE)", e.code_commune],
                ["Téléphone", e.telephone],
                ["Courriel", e.mel],
                ["Coordonnées", point],
                ["Connu par", e.origine],
              ]}
            />
          ),
        },
        { cle: "personnels", titre: "Personnels", contenu: () => <Personnels uai={e.uai} /> },
      ]}
    />
  );
}
