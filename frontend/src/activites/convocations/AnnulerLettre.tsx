import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Convocation } from "../../api/genere";
import { annulerConvocation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

/** Takes one letter back; the person is told if she had been. */
export function AnnulerLettre({ convocation: c, onFermer }: Readonly<{ convocation: Convocation; onFermer: () => void }>) {
  const [motif, setMotif] = useState("");
  const envoi = useMutation({
    mutationFn: () => annulerConvocation({ path: { id: c.id }, body: { motif } }),
    onSuccess: () => {
      ecrire(`La convocation de ${c.prenom} ${c.nom} est annulée.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <Dialogue
      titre={`Annuler la convocation de ${c.prenom} ${c.nom}`}
      ouvert
      onFermer={onFermer}
      actions={
        <button type="button" className="fr-btn fr-btn--sm" disabled={motif.trim() === "" || envoi.isPending} onClick={() => envoi.mutate()}>
          Annuler la convocation
        </button>
      }
    >
      <Refus erreur={envoi.error} />
      <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis indice="La personne le lit." />
    </Dialogue>
  );
}
