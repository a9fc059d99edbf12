import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Intervenant, ModificationIntervenant } from "../../api/genere";
import { lireIntervenant, modifierIntervenant } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { actualiser } from "./fraicheur";

type Ecriture = Readonly<{ version: number; body: ModificationIntervenant }>;

/** Writes over the version that was read. Somebody else's change in between is shown, never overwritten unseen. */
export function useEnregistrer(id: string, onFait: (nouveau: Intervenant, demande: ModificationIntervenant) => void) {
  const client = useQueryClient();
  const [entreTemps, setEntreTemps] = useState<Intervenant>();
  const ecriture = useMutation({
    mutationFn: ({ version, body }: Ecriture) => modifierIntervenant({ path: { id }, headers: { "If-Match": `"${version}"` }, body }),
    onSuccess: (nouveau, { body }) => {
      setEntreTemps(undefined);
      ecrire(`${nouveau.nom} ${nouveau.prenom} : modifications enregistrées.`, "succes");
      actualiser(client, nouveau);
      onFait(nouveau, body);
    },
    onError: async (e) => {
      const p = probleme(e);
      ecrire(p.detail, "erreur");
      if (p.status === 412) {
        const actuel = await lireIntervenant({ path: { id } });
        setEntreTemps(actuel);
        // What was not touched shows what the other wrote.
        actualiser(client, actuel);
      }
    },
  });
  return {
    entreTemps,
    enCours: ecriture.isPending,
    faute: ecriture.error ? probleme(ecriture.error) : undefined,
    ecrire: ecriture.mutate,
    oublier: () => {
      setEntreTemps(undefined);
      ecriture.reset();
    },
  };
}
