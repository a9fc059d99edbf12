import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Situation } from "../../api/genere";
import { listerSituations, supprimerSituation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { GENRES_SITUATION, nommer } from "../../dossier/disponible";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Partage } from "../../ui/Partage";
import styles from "./Indisponibilites.module.css";
import { NouvelleSituation } from "./NouvelleSituation";

const JOURS = ["", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

function enJours(codes: string | undefined): string {
  return (codes ?? "")
    .split(",")
    .map((c) => JOURS[Number(c)] ?? "")
    .filter(Boolean)
    .join(", ");
}

const COLONNES: readonly Colonne<Situation>[] = [
  { cle: "intervenant_nom", titre: "Personne", type: "texte", largeur: 220, epinglee: true },
  { cle: "genre", titre: "Situation", type: "choix", largeur: 200, choix: GENRES_SITUATION },
  { cle: "leve", titre: "Ne s’applique pas", type: "booleen", largeur: 150 },
  { cle: "debut", titre: "Du", type: "date", largeur: 110 },
  { cle: "fin", titre: "Au", type: "date", largeur: 110 },
  { cle: "quotite", titre: "Quotité (%)", type: "nombre", largeur: 110 },
  {
    cle: "jours",
    titre: "Jours libérés",
    type: "texte",
    largeur: 180,
    valeur: (s) => enJours(s.jours),
    filtre: false,
  },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 240 },
  { cle: "saisi_par", titre: "Saisie par", type: "texte", largeur: 160 },
  { cle: "maj_le", titre: "Le", type: "instant", largeur: 150 },
];

const charger: Charger<Situation> = (recherche, signal) =>
  listerSituations({ query: enRequete(recherche), signal });

export function VueSituations({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const adresse = useAdresse();
  const client = useQueryClient();
  const [ligne, setLigne] = useState<Situation>();
  const suppression = useMutation({
    mutationFn: (s: Situation) => supprimerSituation({ path: { id: s.id } }),
    onSuccess: () => {
      setLigne(undefined);
      ecrire("Situation supprimée : ce que disent les fichiers vaut de nouveau.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("situations") }),
  });
  return (
    <Partage
      nom="Situation"
      part={50}
      liste={
        <Grille
          titre="Situations saisies"
          ressource="situations"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune situation n’est saisie : celles que disent les fichiers s’appliquent.</p>}
        />
      }
      detail={
        <div className={styles["detail"]}>
          {ligne ? (
            <div className={styles["actions"]}>
              <span>
                {ligne.intervenant_nom} : {nommer(GENRES_SITUATION, ligne.genre).toLowerCase()}
              </span>
              <button
                type="button"
                className="fr-btn fr-btn--sm fr-btn--tertiary"
                disabled={suppression.isPending}
                onClick={() => suppression.mutate(ligne)}
              >
                Supprimer
              </button>
            </div>
          ) : null}
          <NouvelleSituation />
        </div>
      }
    />
  );
}
