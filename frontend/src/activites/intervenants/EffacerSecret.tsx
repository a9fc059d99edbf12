import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { TypeSecret } from "../../api/genere";
import { effacerSecret } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Dialogue } from "../../ui/Dialogue";
import { actualiser } from "./fraicheur";
import { Refus } from "../../dossier/Formulaire";
import { avecArticle, cleSecrets } from "./secrets";

type Props = Readonly<{ id: string; personne: string; type: TypeSecret; onFait: () => void; onFermer: () => void }>;

export function EffacerSecret({ id, personne, type, onFait, onFermer }: Props) {
  const client = useQueryClient();
  const effacement = useMutation({
    mutationFn: () => effacerSecret({ path: { id, type } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: cleSecrets(id) });
      actualiser(client);
      ecrire(`${type} de ${personne} : effacé.`, "succes");
      onFait();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <Dialogue
      titre={`Effacer ${avecArticle(type)} de ${personne} ?`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button type="button" className="fr-btn fr-btn--sm" disabled={effacement.isPending} onClick={() => effacement.mutate()}>
            {effacement.isPending ? "Effacement…" : `Effacer ${avecArticle(type)}`}
          </button>
        </>
      }
    >
      <Refus erreur={effacement.error} />
      <p>Il ne pourra plus être lu. Le journal en garde la forme masquée.</p>
    </Dialogue>
  );
}
