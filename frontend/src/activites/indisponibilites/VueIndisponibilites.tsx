import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Indisponibilite } from "../../api/genere";
import { listerIndisponibilites, retirerIndisponibilite } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { MOTIFS_INDISPONIBILITE } from "../../dossier/disponible";
import { Refus } from "../../dossier/Formulaire";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { Champ } from "../../ui/Champ";
import { Partage } from "../../ui/Partage";
import styles from "./Indisponibilites.module.css";

const ETATS: readonly Choix[] = [
  { valeur: "active", libelle: "En vigueur", ton: "attente" },
  { valeur: "retiree", libelle: "Retirée", ton: "neutre" },
];
const SOURCES: readonly Choix[] = [
  { valeur: "etablissement", libelle: "Établissement" },
  { valeur: "gestionnaire", libelle: "Division des examens" },
];

const COLONNES: readonly Colonne<Indisponibilite>[] = [
  { cle: "intervenant_nom", titre: "Personne", type: "texte", largeur: 220, epinglee: true },
  { cle: "debut", titre: "Début", type: "instant", largeur: 150, fuseau: (n) => n.fuseau },
  { cle: "fin", titre: "Fin", type: "instant", largeur: 150, fuseau: (n) => n.fuseau },
  { cle: "motif", titre: "Motif", type: "choix", largeur: 200, choix: MOTIFS_INDISPONIBILITE },
  { cle: "etat", titre: "État", type: "etat", largeur: 110, choix: ETATS },
  {
    cle: "missions",
    titre: "Missions touchées",
    type: "nombre",
    largeur: 150,
    tri: false,
    filtre: false,
  },
  { cle: "source", titre: "Saisie par", type: "choix", largeur: 170, choix: SOURCES },
  { cle: "uai", titre: "Établissement", type: "texte", largeur: 120 },
  { cle: "justificatif", titre: "Justificatif", type: "booleen", largeur: 110 },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 220 },
  { cle: "saisi_par", titre: "Auteur", type: "texte", largeur: 160 },
  { cle: "cree_le", titre: "Saisie le", type: "instant", largeur: 150 },
];

const charger: Charger<Indisponibilite> = (recherche, signal) =>
  listerIndisponibilites({ query: enRequete(recherche), signal });

export function VueIndisponibilites({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Indisponibilite>();
  return (
    <Partage
      nom="L’indisponibilité choisie"
      part={65}
      liste={
        <Grille
          titre="Indisponibilités"
          ressource="indisponibilites"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune indisponibilité n’est saisie.</p>}
        />
      }
      detail={
        ligne ? <Retrait key={ligne.id} indisponibilite={ligne} /> : <p>Choisissez une ligne.</p>
      }
    />
  );
}

function Retrait({ indisponibilite: n }: Readonly<{ indisponibilite: Indisponibilite }>) {
  const client = useQueryClient();
  const [motif, setMotif] = useState("");
  const retrait = useMutation({
    mutationFn: () =>
      retirerIndisponibilite({ path: { id: n.id }, body: { version: n.version, motif } }),
    onSuccess: () =>
      ecrire(`${n.intervenant_nom} est de nouveau disponible sur cette période.`, "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("indisponibilites") }),
  });
  return (
    <div className={styles["detail"]}>
      <h2>{n.intervenant_nom}</h2>
      <p>
        Du {instant(n.debut, n.fuseau)} au {instant(n.fin, n.fuseau)}.
        {n.commentaire ? ` ${n.commentaire}` : ""}
        {n.justificatif ? (
          <>
            {" "}
            <a href={`/api/v1/indisponibilites/${n.id}/justificatif`}>
              Télécharger le justificatif
            </a>
          </>
        ) : null}
      </p>
      <Refus erreur={retrait.error} />
      {n.etat === "active" ? (
        <>
          <Champ
            nom="Pourquoi la retirer ?"
            valeur={motif}
            onChange={setMotif}
            max={300}
            indice="Facultatif, pour l’historique"
          />
          <div className={styles["actions"]}>
            <button
              type="button"
              className="fr-btn fr-btn--sm fr-btn--secondary"
              disabled={retrait.isPending}
              onClick={() => retrait.mutate()}
            >
              Retirer
            </button>
          </div>
        </>
      ) : null}
    </div>
  );
}
