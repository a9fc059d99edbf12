import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Import } from "../../api/genere";
import { abandonnerImport, confirmerImport, reprendreImport } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Echanges.module.css";

type Props = Readonly<{ import: Import; onSuivre: (i: Import) => void }>;

/** Apply what was read, or give it up; treat the same file again once doubts are decided. */
export function Decider({ import: i, onSuivre }: Props) {
  const client = useQueryClient();
  const [confirme, setConfirme] = useState(false);
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("imports") });
  const action = useMutation({
    mutationFn: (quoi: "appliquer" | "abandonner" | "reprendre") => {
      const path = { id: i.id };
      if (quoi === "appliquer") {
        return confirmerImport({ path, body: { difference: i.difference ?? "" } });
      }
      return quoi === "abandonner" ? abandonnerImport({ path }) : reprendreImport({ path });
    },
    onSuccess: (suite, quoi) => {
      setConfirme(false);
      if (quoi === "abandonner") {
        ecrire(`${i.nom_fichier} : abandonné, rien n’a été modifié.`);
        relire();
      } else {
        ecrire(quoi === "appliquer" ? `${i.nom_fichier} : application en cours.` : `${i.nom_fichier} : le fichier est traité de nouveau.`);
        onSuivre(suite);
      }
    },
    onError: (e) => {
      setConfirme(false);
      ecrire(probleme(e).detail, "erreur");
      relire();
    },
  });
  const enCours = i.etat === "depose" || i.etat === "en_cours";
  if (enCours) {
    return null;
  }
  const retires = i.comptes.reduce((n, c) => n + (c.retires ?? 0), 0);
  return (
    <div className={styles["actions"]}>
      {i.etat === "a_confirmer" ? (
        <>
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setConfirme(true)}>
            Appliquer cette différence
          </button>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={action.isPending} onClick={() => action.mutate("abandonner")}>
            Abandonner
          </button>
          <Dialogue
            titre="Appliquer cette différence ?"
            ouvert={confirme}
            onFermer={() => setConfirme(false)}
            actions={
              <>
                <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setConfirme(false)}>
                  Annuler
                </button>
                <button type="button" className="fr-btn fr-btn--sm" disabled={action.isPending} onClick={() => action.mutate("appliquer")}>
                  {action.isPending ? "Un instant…" : "Appliquer"}
                </button>
              </>
            }
          >
            <p>{i.message?.replace(/^Aperçu prêt : /, "")}</p>
            {i.attend ? <p>{i.attend}</p> : null}
            {retires > 0 ? <p>Ce qui est retiré est historisé, jamais effacé : un prochain fichier peut le remettre en vigueur.</p> : null}
            <p>Si les données ont changé depuis votre lecture, rien n’est appliqué et la nouvelle différence vous est montrée.</p>
          </Dialogue>
        </>
      ) : (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={action.isPending} onClick={() => action.mutate("reprendre")}>
          Traiter de nouveau ce fichier
        </button>
      )}
    </div>
  );
}
