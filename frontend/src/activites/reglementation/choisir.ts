import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { ChoixEpreuves } from "../../api/genere";
import { choisirSessionEpreuves } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";

/** The API asks for fresh arrays; those of the grid are read-only. */
function enDemande(s: Selection): ChoixEpreuves["selection"] {
  return s.mode === "lignes" ? { mode: "lignes", ids: [...s.ids] } : { mode: "filtre", filtre: s.filtre, ...(s.q ? { q: s.q } : {}), saufIds: [...s.saufIds] };
}

type Choix = Readonly<{ selection: Selection; donneLieu: boolean; simulation?: boolean }>;

/** Which épreuves give rise to missions: one, or all those of a filter. */
export function useChoisir() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ selection, donneLieu, simulation = false }: Choix) => choisirSessionEpreuves({ body: { selection: enDemande(selection), donne_lieu: donneLieu, simulation } }),
    onSuccess: (b, { donneLieu, simulation }) => {
      if (!simulation) {
        ecrire(`${accorder(b.changees, "épreuve-option", "épreuves-options")} ${donneLieu ? "donnent" : "ne donnent plus"} lieu à missions.`, "succes");
        void client.invalidateQueries({ queryKey: cleListe("session-epreuves") });
        void client.invalidateQueries({ queryKey: cleListe("historiques") });
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
}
