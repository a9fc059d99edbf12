import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Environs } from "../../api/genere";
import { declarerLimitrophe } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";

export type Cote = Readonly<{ code_insee: string; nom: string }>;
export type Decision = Readonly<{ a: Cote; b: Cote; declaree: boolean; motif: string }>;

export const cleEnvirons = (id: string) => ["environs", id] as const;

/** Declares a pair, or takes it back; both communes, and the list of pairs, tell it at once. */
export function useDeclarer() {
  const client = useQueryClient();
  // Several decisions may be on their way: one key after the other goes faster than the network.
  const [enCours, setEnCours] = useState<readonly string[]>([]);
  const decision = useMutation({
    mutationFn: ({ a, b, declaree, motif }: Decision) =>
      declarerLimitrophe({ body: { insee_a: a.code_insee, insee_b: b.code_insee, declaree, ...(motif.trim() === "" ? {} : { motif: motif.trim() }) } }),
    onMutate: ({ b }) => setEnCours((codes) => [...codes, b.code_insee]),
    onSuccess: (paire, { a, b, declaree }) => {
      ecrire(`${a.nom} et ${b.nom} : ${declaree ? "déclarées limitrophes" : "ne sont plus limitrophes"}.`, "succes");
      client.setQueriesData<Environs>({ queryKey: ["environs"] }, (e) =>
        e?.commune.code_insee === a.code_insee
          ? {
              ...e,
              voisines: e.voisines.map((v) => (v.code_insee === b.code_insee ? { ...v, limitrophe: declaree, origine: paire.origine, motif: paire.motif ?? "" } : v)),
            }
          : e,
      );
      void client.invalidateQueries({ queryKey: ["environs"] });
      void client.invalidateQueries({ queryKey: cleListe("communes") });
      void client.invalidateQueries({ queryKey: cleListe("communes-limitrophes") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: (_d, _e, { b }) => setEnCours((codes) => codes.filter((c) => c !== b.code_insee)),
  });
  return { decider: decision.mutate, enCours, erreur: decision.error };
}
