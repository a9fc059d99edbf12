import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { AlerteMission } from "../../api/genere";
import { deciderAlerte } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { instant } from "../../grille/formats";
import { relire } from "./relire";

type Props = Readonly<{ alertes: readonly AlerteMission[]; gestion: boolean }>;

/** What changed under people who were already convoked, until somebody says that it is dealt with. */
export function Alertes({ alertes, gestion }: Props) {
  const client = useQueryClient();
  const traiter = useMutation({
    mutationFn: (id: string) => deciderAlerte({ path: { id }, body: { decision: "sans_objet" } }),
    onSuccess: () => {
      ecrire("Alerte traitée.", "succes");
      relire(client);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const ouvertes = alertes.filter((a) => !a.traitee_le);
  return ouvertes.length === 0 ? null : (
    <div className="fr-alert fr-alert--warning fr-alert--sm">
      {ouvertes.map((a) => (
        <p key={a.id}>
          {a.nature === "saisie" ? "Changée" : "Changée dans OCEAN"} le {instant(a.le)} sous des personnes convoquées : {a.suite}{" "}
          {gestion && a.nature === "saisie" ? (
            <button type="button" className="fr-link fr-link--sm" disabled={traiter.isPending} onClick={() => traiter.mutate(a.id)}>
              C’est fait
            </button>
          ) : null}
        </p>
      ))}
    </div>
  );
}
