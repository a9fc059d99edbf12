import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import { choisirSessionEpreuves } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enDemande } from "../../dossier/demande";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";

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
