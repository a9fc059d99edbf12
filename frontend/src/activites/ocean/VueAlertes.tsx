import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { DecisionAlerte, MissionAlerte } from "../../api/genere";
import { deciderAlerte, listerMissionAlertes } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { useLocale } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import { Fiche } from "../../ui/Page";
import styles from "./Ocean.module.css";
import type { PropsVue } from "./PageOcean";
import { NATURES_ALERTE } from "./textes";

const COLONNES: readonly Colonne<MissionAlerte>[] = [
  { cle: "nature", titre: "Changement", type: "etat", largeur: 150, choix: NATURES_ALERTE },
  { cle: "mission_libelle", titre: "Mission", type: "texte", largeur: 260 },
  { cle: "affectes", titre: "Affectés", type: "nombre", largeur: 90 },
  { cle: "convoques", titre: "Convoqués", type: "nombre", largeur: 100 },
  { cle: "suite", titre: "Suite proposée", type: "texte", largeur: 480 },
  { cle: "le", titre: "Le", type: "instant", largeur: 140 },
  { cle: "traitee", titre: "Traitée", type: "booleen", largeur: 90 },
];

const charger: Charger<MissionAlerte> = (recherche, signal) =>
  listerMissionAlertes({ query: enRequete(recherche), signal });

/** What changed under people who are affected or convoked, and what to do of it. */
export function VueAlertes({ session, utilisateur }: PropsVue) {
  const locale = useLocale();
  const [ligne, setLigne] = useState<MissionAlerte>();
  return (
    <>
      <p>
        Ce qu’OCEAN a changé sous des personnes affectées ou convoquées. Le lieu et les dates qu’on
        leur a dits ne changent pas sans vous.
      </p>
      <div className={styles["grille"]}>
        <Grille
          titre="Alertes"
          ressource="mission-alertes"
          utilisateur={utilisateur}
          colonnes={COLONNES}
          charger={charger}
          perimetre={ecrireComparaison("session", "==", session.code)}
          {...locale}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucune alerte : rien n’a changé sous des personnes affectées.</p>}
        />
      </div>
      {ligne ? <Decision key={`${ligne.id}${ligne.version}`} alerte={ligne} /> : null}
    </>
  );
}

function Decision({ alerte: a }: Readonly<{ alerte: MissionAlerte }>) {
  const client = useQueryClient();
  const decision = useMutation({
    mutationFn: (d: DecisionAlerte["decision"]) =>
      deciderAlerte({ path: { id: a.id }, body: { decision: d } }),
    onSuccess: (_, d) => {
      ecrire(
        d === "appliquee"
          ? "Changement appliqué à la mission."
          : d === "ecartee"
            ? "Changement écarté : la mission reste comme elle est."
            : "Alerte traitée.",
        "succes",
      );
      void client.invalidateQueries({ queryKey: cleListe("mission-alertes") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const propose = a.nature === "creneaux" || a.nature === "centre";
  return (
    <section aria-label="Alerte choisie">
      <Fiche
        champs={[
          ["Mission", `${a.type_mission ?? ""} – ${a.mission_libelle ?? ""}`],
          ["Avant", a.avant],
          ["Après", a.apres],
          ["Suite proposée", a.suite],
          [
            "Traitée",
            a.traitee_le ? `${instant(a.traitee_le)} par ${a.traitee_par ?? ""}` : undefined,
          ],
        ]}
      />
      <Refus erreur={decision.error} />
      {a.traitee ? null : (
        <div className={styles["actions"]}>
          {propose ? (
            <>
              <button
                type="button"
                className="fr-btn fr-btn--sm"
                disabled={decision.isPending}
                onClick={() => decision.mutate("appliquee")}
              >
                Appliquer le changement
              </button>
              <button
                type="button"
                className="fr-btn fr-btn--sm fr-btn--secondary"
                disabled={decision.isPending}
                onClick={() => decision.mutate("ecartee")}
              >
                Garder la mission comme elle est
              </button>
            </>
          ) : (
            <button
              type="button"
              className="fr-btn fr-btn--sm"
              disabled={decision.isPending}
              onClick={() => decision.mutate("sans_objet")}
            >
              C’est fait
            </button>
          )}
        </div>
      )}
    </section>
  );
}
