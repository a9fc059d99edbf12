import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Intervenant } from "../../api/genere";
import { supprimerIntervenant } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { useEnregistrer } from "./enregistrer";
import { Refus } from "../../dossier/Formulaire";
import { actualiser } from "./fraicheur";
import styles from "./Intervenants.module.css";

type Props = Readonly<{ intervenant: Intervenant; onFermer: () => void }>;

/** Deletes, or, when the service refuses because a history must stay, offers what does instead. */
export function Supprimer({ intervenant: i, onFermer }: Props) {
  const client = useQueryClient();
  const [motif, setMotif] = useState("");
  const suppression = useMutation({
    mutationFn: () => supprimerIntervenant({ path: { id: i.id }, headers: { "If-Match": `"${i.version}"` } }),
    onSuccess: () => {
      ecrire(`${i.nom} ${i.prenom} : supprimé(e).`, "succes");
      actualiser(client);
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const ecriture = useEnregistrer(i.id, onFermer);
  const refusee = suppression.isError && probleme(suppression.error).status === 409;
  const passer = (etat: "ecarte" | "historise") => ecriture.ecrire({ version: ecriture.entreTemps?.version ?? i.version, body: { etat, motif: motif.trim() } });
  const etat = (nom: string, valeur: "ecarte" | "historise") => (
    <button type="button" className="fr-btn fr-btn--sm" disabled={motif.trim() === "" || ecriture.enCours || i.etat === valeur} onClick={() => passer(valeur)}>
      {nom}
    </button>
  );
  return (
    <Dialogue
      titre={`Supprimer ${i.nom} ${i.prenom} ?`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          {refusee ? (
            <>
              {etat("Écarter", "ecarte")}
              {etat("Historiser", "historise")}
            </>
          ) : (
            <button type="button" className="fr-btn fr-btn--sm" disabled={suppression.isPending} onClick={() => suppression.mutate()}>
              {suppression.isPending ? "Suppression…" : "Supprimer"}
            </button>
          )}
        </>
      }
    >
      <div className={styles["bloc"]}>
        <Refus erreur={suppression.error} />
        {ecriture.faute ? <p className="fr-error-text">{ecriture.faute.detail}</p> : null}
        {refusee ? (
          <>
            <p>Écartée, une personne n’est plus proposée à l’affectation. Historisée, elle n’est plus en fonction. Dans les deux cas, son passé reste.</p>
            <Champ nom="Motif" valeur={motif} onChange={setMotif} max={500} requis indice="Pour l’historique" />
          </>
        ) : (
          <p>La fiche, ses rattachements et ses compétences seront effacés. Le journal garde la suppression.</p>
        )}
      </div>
    </Dialogue>
  );
}
