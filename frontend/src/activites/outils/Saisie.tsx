import { useId, type ReactNode } from "react";
import { probleme } from "../../api/erreur";
import { Dialogue } from "../../ui/Dialogue";

type Props = Readonly<{ titre: string; action: string; enCours: boolean; erreur: unknown; onValider: () => void; onFermer: () => void; children: ReactNode }>;

/** A dialog that asks, and keeps what was typed when it is refused. */
export function Saisie({ titre, action, enCours, erreur, onValider, onFermer, children }: Props) {
  const formulaire = useId();
  return (
    <Dialogue
      titre={titre}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={enCours}>
            {enCours ? "Un instant…" : action}
          </button>
        </>
      }
    >
      <form
        id={formulaire}
        onSubmit={(e) => {
          e.preventDefault();
          onValider();
        }}
      >
        {erreur ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(erreur).detail}</p>
          </div>
        ) : null}
        {children}
      </form>
    </Dialogue>
  );
}
