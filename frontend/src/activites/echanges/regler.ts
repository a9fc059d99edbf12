import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { ReglageSource, Source } from "../../api/genere";
import { reglerSource } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";

/** Saves over the version that was read; what was typed stays on screen when the answer is no. */
export function useRegler(s: Source) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReglageSource) => reglerSource({ path: { id: s.id }, headers: { "If-Match": `"${s.version}"` }, body }),
    onSuccess: () => {
      ecrire(`${s.libelle} : réglages enregistrés.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("sources") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
}

/** An empty field takes the setting away. */
export const ouRien = (texte: string): string | null => (texte.trim() === "" ? null : texte.trim());

export function nombreOuRien(texte: string): number | null {
  const n = Number.parseInt(texte, 10);
  return Number.isNaN(n) ? null : n;
}
