import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { AvisCompetence, Competence } from "../../api/genere";
import { donnerAvis } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { DITS, nommer } from "./voix";

/** One's word on one compétence. A refusal by the server leaves what was typed where it is. */
export function useAvis(c: Competence, onFait?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AvisCompetence) => donnerAvis({ path: { id: c.id }, body }),
    onSuccess: (_, { avis }) => {
      ecrire(`${nommer(c)} : ${DITS[avis]}.`, "succes");
      onFait?.();
      void client.invalidateQueries({ queryKey: cleListe("competences") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
}
