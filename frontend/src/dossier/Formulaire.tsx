import { probleme } from "../api/erreur";

/** What the API says of one field, to be shown at that field. */
export function fauteDe(erreur: unknown, champ: string): string | undefined {
  return erreur ? probleme(erreur).errors?.find((f) => f.pointer === `/${champ}`)?.message : undefined;
}

/** What the API says of the whole, in its own words. */
export function Refus({ erreur }: Readonly<{ erreur: unknown }>) {
  return erreur ? (
    <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
      <p>{probleme(erreur).detail}</p>
    </div>
  ) : null;
}

type PropsEnvoi = Readonly<{ formulaire: string; nom: string; enCours: boolean; inactif?: boolean; onAnnuler: () => void }>;

/** The buttons of a dialog stand outside of its form. */
export function Envoi({ formulaire, nom, enCours, inactif = false, onAnnuler }: PropsEnvoi) {
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onAnnuler}>
        Annuler
      </button>
      <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={inactif || enCours}>
        {enCours ? "Un instant…" : nom}
      </button>
    </>
  );
}
