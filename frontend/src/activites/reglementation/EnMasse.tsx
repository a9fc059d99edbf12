import { useState } from "react";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Refus } from "../../dossier/Formulaire";
import { Dialogue } from "../../ui/Dialogue";
import { useChoisir } from "./choisir";

/** The same choice for every ticked épreuve, after a trial that changes nothing. */
export function EnMasse({ selection }: Readonly<{ selection: Selection }>) {
  const [donneLieu, setDonneLieu] = useState<boolean>();
  const essai = useChoisir();
  const decision = useChoisir();
  const ouvrir = (oui: boolean) => {
    setDonneLieu(oui);
    essai.mutate({ selection, donneLieu: oui, simulation: true });
  };
  const fermer = () => setDonneLieu(undefined);
  const b = essai.data;
  return (
    <>
      <button type="button" onClick={() => ouvrir(true)}>
        Donnent lieu à missions
      </button>
      <button type="button" onClick={() => ouvrir(false)}>
        N’y donnent pas lieu
      </button>
      {donneLieu === undefined ? null : (
        <Dialogue
          titre={donneLieu ? "Donnent lieu à missions ?" : "Ne donnent pas lieu à missions ?"}
          ouvert
          onFermer={fermer}
          actions={
            <>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={fermer}>
                Annuler
              </button>
              <button type="button" className="fr-btn fr-btn--sm" disabled={!b || b.changees === 0 || decision.isPending} onClick={() => decision.mutate({ selection, donneLieu }, { onSuccess: fermer })}>
                {decision.isPending ? "Un instant…" : "Décider"}
              </button>
            </>
          }
        >
          <Refus erreur={essai.error ?? decision.error} />
          {essai.isPending ? <p aria-busy="true">Essai en cours, sans rien changer…</p> : null}
          {b ? (
            <p>
              Sur {accorder(b.choisies, "épreuve-option choisie", "épreuves-options choisies")}, {accorder(b.changees, "changerait", "changeraient")}.
              {b.missions > 0 ? ` Leurs ${accorder(b.missions, "mission existante resterait", "missions existantes resteraient")} : annulez-les si elles n’ont plus lieu d’être.` : ""}
            </p>
          ) : null}
        </Dialogue>
      )}
    </>
  );
}
