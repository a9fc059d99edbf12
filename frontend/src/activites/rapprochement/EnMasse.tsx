import { useState } from "react";
import type { EtatRapprochement } from "../../api/genere";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Dialogue } from "../../ui/Dialogue";
import { motEtat, useDeciderTout } from "./decisions";

/** The same decision for every ticked pair, after a trial that changes nothing. */
export function EnMasse({ selection }: Readonly<{ selection: Selection }>) {
  const [etat, setEtat] = useState<EtatRapprochement>();
  const essai = useDeciderTout();
  const decision = useDeciderTout();
  const ouvrir = (e: EtatRapprochement) => {
    setEtat(e);
    essai.mutate({ selection, etat: e, simulation: true });
  };
  const fermer = () => setEtat(undefined);
  const bouton = (e: EtatRapprochement) => (
    <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => ouvrir(e)}>
      {motEtat(e)}
    </button>
  );
  return (
    <>
      {bouton("meme")} {bouton("distinct")}
      <Dialogue
        titre={etat ? `${motEtat(etat)} ?` : ""}
        ouvert={etat !== undefined}
        onFermer={fermer}
        actions={
          <>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={fermer}>
              Annuler
            </button>
            <button
              type="button"
              className="fr-btn fr-btn--sm"
              disabled={!essai.data || essai.data.decides === 0 || decision.isPending}
              onClick={() => (etat ? decision.mutate({ selection, etat, simulation: false }, { onSettled: fermer }) : undefined)}
            >
              {decision.isPending ? "Un instant…" : "Décider"}
            </button>
          </>
        }
      >
        {essai.isPending ? <p aria-busy="true">Essai en cours, sans rien changer…</p> : null}
        {essai.data ? (
          <>
            <p>
              {accorder(essai.data.decides, "paire serait décidée", "paires seraient décidées")}
              {essai.data.refuses > 0 ? `, ${accorder(essai.data.refuses, "serait refusée", "seraient refusées")}` : ""}.
            </p>
            {essai.data.messages.length > 0 ? (
              <ul>
                {[...new Set(essai.data.messages)].slice(0, 20).map((m) => (
                  <li key={m}>{m}</li>
                ))}
              </ul>
            ) : null}
          </>
        ) : null}
      </Dialogue>
    </>
  );
}
