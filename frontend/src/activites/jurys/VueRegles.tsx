import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { RegleJury } from "../../api/genere";
import { listerReglesJury, modifierRegleJury } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Partage } from "../../ui/Partage";
import { Fiche } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Jurys.module.css";
import { nomQualite } from "./textes";

const COLONNES: readonly Colonne<RegleJury>[] = [
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  {
    cle: "moment",
    titre: "Quand",
    type: "choix",
    largeur: 140,
    choix: [
      { valeur: "deliberation", libelle: "Délibération" },
      { valeur: "interrogation", libelle: "Interrogation" },
    ],
  },
  { cle: "libelle", titre: "Règle", type: "texte", largeur: 520 },
  { cle: "reference", titre: "Référence", type: "texte", largeur: 260 },
  { cle: "actif", titre: "En service", type: "booleen", largeur: 110 },
];

const charger: Charger<RegleJury> = (recherche, signal) =>
  listerReglesJury({ query: enRequete(recherche), signal });

/** The rules by which each diploma composes its jurys. */
export function VueRegles({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const client = useQueryClient();
  const [ligne, setLigne] = useState<RegleJury>();
  const gestion = ["administrateur", "gestionnaire"].includes(moi.service.profil);
  const bascule = useMutation({
    mutationFn: (r: RegleJury) =>
      modifierRegleJury({
        path: { id: r.id },
        headers: { "If-Match": `"${r.version}"` },
        body: { actif: !r.actif },
      }),
    onSuccess: (r) => {
      ecrire(
        r.actif ? "Règle remise en service." : "Règle mise hors service : elle n’avertit plus.",
        "succes",
      );
      void client.invalidateQueries({ queryKey: cleListe("regles-jury") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <Partage
      nom="Détail de la règle"
      part={30}
      liste={
        <Grille
          titre={activite.libelle}
          ressource="regles-jury"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune règle.</p>}
        />
      }
      detail={
        ligne ? (
          <>
            <Fiche
              champs={[
                ["Règle", ligne.libelle],
                ["Référence", ligne.reference],
                ["Qualités attendues", (ligne.qualites ?? []).map(nomQualite).join(", ")],
                ["Face à", (ligne.face_a ?? []).map(nomQualite).join(", ")],
                ["Au moins", ligne.minimum],
                ["Part", ligne.part === undefined ? undefined : `${ligne.part} %`],
              ]}
            />
            {gestion ? (
              <div className={styles["actions"]}>
                <button
                  type="button"
                  className="fr-btn fr-btn--sm fr-btn--secondary"
                  disabled={bascule.isPending}
                  onClick={() => bascule.mutate(ligne)}
                >
                  {ligne.actif ? "Mettre hors service" : "Remettre en service"}
                </button>
              </div>
            ) : null}
          </>
        ) : (
          <p>Choisissez une règle.</p>
        )
      }
    />
  );
}
