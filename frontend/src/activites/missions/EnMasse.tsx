import { useState } from "react";
import type { Session } from "../../api/genere";
import type { Selection } from "../../grille/selection";
import { AffecterSelection } from "./AffecterSelection";
import { DialogueOperation } from "./DialogueOperation";
import { Fusionner } from "./Fusionner";
import { OPERATIONS, type Operation } from "./operer";

/** What may be done with the ticked missions, one or ten thousand. */
export function EnMasse({ selection, session }: Readonly<{ selection: Selection; session: Session | undefined }>) {
  const [operation, setOperation] = useState<Operation>();
  const [fusion, setFusion] = useState(false);
  const [affecte, setAffecte] = useState(false);
  const plusieurs = selection.mode === "lignes" && selection.ids.length > 1;
  return (
    <>
      {(Object.keys(OPERATIONS) as Operation[]).map((o) => (
        <button key={o} type="button" onClick={() => setOperation(o)}>
          {OPERATIONS[o].nom}
        </button>
      ))}
      {session ? (
        <button type="button" onClick={() => setAffecte(true)}>
          Affecter automatiquement…
        </button>
      ) : null}
      {plusieurs ? (
        <button type="button" onClick={() => setFusion(true)}>
          Fusionner…
        </button>
      ) : null}
      {operation ? <DialogueOperation key={operation} operation={operation} selection={selection} session={session?.code ?? ""} onFermer={() => setOperation(undefined)} /> : null}
      {affecte && session ? <AffecterSelection selection={selection} session={session.id} onFermer={() => setAffecte(false)} /> : null}
      {fusion && selection.mode === "lignes" ? <Fusionner ids={selection.ids} onFermer={() => setFusion(false)} /> : null}
    </>
  );
}
