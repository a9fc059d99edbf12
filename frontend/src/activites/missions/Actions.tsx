import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Mission } from "../../api/genere";
import { supprimerMission } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { Dialogue } from "../../ui/Dialogue";
import { DialogueOperation } from "./DialogueOperation";
import { Dupliquer } from "./Dupliquer";
import styles from "./Missions.module.css";
import { nomMission } from "./nom";
import { OPERATIONS, type Operation } from "./operer";
import { relire } from "./relire";
import { Scinder } from "./Scinder";

const PERMISES: Readonly<Record<Mission["etat"], readonly Operation[]>> = {
  brouillon: ["ouvrir", "annuler"],
  ouverte: ["clore", "annuler"],
  close: [],
  annulee: ["reprendre"],
};

function bouton(nom: string, action: () => void) {
  return (
    <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={action}>
      {nom}
    </button>
  );
}

type Props = Readonly<{ mission: Mission; montrer: (m: Mission) => void }>;

/** What may be done with one mission, given its state. */
export function Actions({ mission: m, montrer }: Props) {
  const client = useQueryClient();
  const [operation, setOperation] = useState<Operation>();
  const [dialogue, setDialogue] = useState<"dupliquer" | "scinder" | "supprimer">();
  const fermer = () => setDialogue(undefined);
  const suppression = useMutation({
    mutationFn: () => supprimerMission({ path: { id: m.id }, headers: { "If-Match": `"${m.version}"` } }),
    onSuccess: () => {
      ecrire(`${nomMission(m)} : supprimée.`, "succes");
      relire(client);
      fermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const vivante = m.etat === "brouillon" || m.etat === "ouverte";
  return (
    <div className={styles["actions"]} role="group" aria-label="Actions sur la mission">
      {PERMISES[m.etat].map((o) => (
        <button key={o} type="button" className={`fr-btn fr-btn--sm ${o === "annuler" ? "fr-btn--secondary" : ""}`} onClick={() => setOperation(o)}>
          {OPERATIONS[o].nom}
        </button>
      ))}
      {bouton("Dupliquer…", () => setDialogue("dupliquer"))}
      {vivante ? bouton("Scinder…", () => setDialogue("scinder")) : null}
      {vivante
        ? bouton("Supprimer…", () => {
            suppression.reset();
            setDialogue("supprimer");
          })
        : null}
      {operation ? <DialogueOperation key={operation} operation={operation} selection={{ mode: "lignes", ids: [m.id] }} session={m.session} onFermer={() => setOperation(undefined)} /> : null}
      {dialogue === "dupliquer" ? <Dupliquer mission={m} onFait={montrer} onFermer={fermer} /> : null}
      {dialogue === "scinder" ? <Scinder mission={m} onFait={montrer} onFermer={fermer} /> : null}
      {dialogue === "supprimer" ? (
        <Dialogue
          titre={`Supprimer « ${nomMission(m)} » ?`}
          ouvert
          onFermer={fermer}
          actions={
            <>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={fermer}>
                Garder
              </button>
              <button type="button" className="fr-btn fr-btn--sm" disabled={suppression.isPending} onClick={() => suppression.mutate()}>
                {suppression.isPending ? "Un instant…" : "Supprimer"}
              </button>
            </>
          }
        >
          <Refus erreur={suppression.error} />
          <p>La mission, ses créneaux et ses besoins seront effacés. Le journal garde la suppression.</p>
        </Dialogue>
      ) : null}
    </div>
  );
}
