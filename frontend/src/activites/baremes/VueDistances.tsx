import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Distance } from "../../api/genere";
import { corrigerDistance, listerDistances } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import { Champ, Champs } from "../../ui/Champ";
import { Onglets } from "../../ui/Onglets";
import { Fiche } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { AjoutDistance } from "./AjoutDistance";
import { ChargerDistances } from "./ChargerDistances";
import styles from "./Baremes.module.css";
import { enMetres, kilometres } from "./metres";

const METHODES: readonly Choix[] = [
  { valeur: "TABLE", libelle: "Table" },
  { valeur: "ROUTAGE", libelle: "Itinéraire calculé" },
  { valeur: "MANUEL", libelle: "Saisie" },
  { valeur: "ESTIMEE", libelle: "Estimée, à confirmer" },
];

const COLONNES: readonly Colonne<Distance>[] = [
  { cle: "nom_a", titre: "Commune", type: "texte", largeur: 190, epinglee: true },
  { cle: "nom_b", titre: "Et", type: "texte", largeur: 190 },
  { cle: "metres", titre: "Distance", type: "texte", largeur: 110, valeur: (d) => kilometres(d.metres), filtre: false },
  { cle: "methode", titre: "Méthode", type: "choix", largeur: 170, choix: METHODES },
  { cle: "source", titre: "Source", type: "texte", largeur: 240 },
  { cle: "corrige_par", titre: "Par", type: "texte", largeur: 170 },
  { cle: "maj_le", titre: "Le", type: "instant", largeur: 140 },
  { cle: "motif", titre: "Motif", type: "texte", largeur: 220, masquee: true },
];

const charger: Charger<Distance> = (recherche, signal) => listerDistances({ query: enRequete(recherche), signal });

/** Distances by road, both ways; an estimate waits for somebody to answer for it. */
export function VueDistances({ moi }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<Distance>();
  return (
    <Partage
      nom="Détail de la distance"
      part={60}
      liste={
        <Grille
          titre="Distances entre communes"
          ressource="distances"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune distance. Ajoutez-en une ci-dessous, ou laissez les états de frais les demander.</p>}
        />
      }
      detail={
        <Onglets
          key={ligne?.id}
          nom="Détail"
          onglets={[
            ...(ligne ? [{ cle: "distance", titre: `${ligne.nom_a} – ${ligne.nom_b}`, contenu: () => <Correction key={`${ligne.id}-${ligne.version}`} distance={ligne} /> }] : []),
            { cle: "ajout", titre: "Ajouter", contenu: () => (
                <>
                  <AjoutDistance />
                  <ChargerDistances />
                </>
              ),
            },
          ]}
        />
      }
    />
  );
}

function Correction({ distance: d }: Readonly<{ distance: Distance }>) {
  const client = useQueryClient();
  const [km, setKm] = useState(kilometres(d.metres).replace(" km", ""));
  const [motif, setMotif] = useState("");
  const metres = enMetres(km);
  const correction = useMutation({
    mutationFn: () => corrigerDistance({ path: { id: d.id }, headers: { "If-Match": String(d.version) }, body: { metres: metres ?? d.metres, ...(motif ? { motif } : {}) } }),
    onSuccess: (n) => {
      ecrire(`${n.nom_a} – ${n.nom_b} : ${kilometres(n.metres)}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("distances") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (metres !== undefined) {
      correction.mutate();
    }
  };
  return (
    <form className={styles["correction"]} onSubmit={soumettre}>
      <Fiche
        champs={[
          ["Méthode", METHODES.find((m) => m.valeur === d.methode)?.libelle],
          ["Source", d.source],
          ["Par", `${d.corrige_par}, ${instant(d.maj_le)}`],
          ["Motif", d.motif],
        ]}
      />
      {d.methode === "ESTIMEE" ? <p>Estimée à vol d’oiseau : aucun état de frais ne sera payé sur cette distance tant que personne ne l’aura confirmée.</p> : null}
      {correction.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(correction.error).detail}
        </p>
      ) : null}
      <Champs>
        <Champ nom="Kilomètres, aller simple, par l’itinéraire le plus court" valeur={km} onChange={setKm} requis faute={metres === undefined ? "Un nombre, par exemple 12,3" : undefined} />
        <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} />
        <button type="submit" className="fr-btn fr-btn--sm fr-btn--secondary" aria-disabled={correction.isPending}>
          {d.methode === "ESTIMEE" ? "Confirmer cette distance" : "Corriger"}
        </button>
      </Champs>
    </form>
  );
}
