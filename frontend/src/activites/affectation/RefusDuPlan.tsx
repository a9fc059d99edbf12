import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { PaireRefusee, Plan } from "../../api/genere";
import { leverRefus, listerRefusPlan } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

export function RefusDuPlan({ plan }: Readonly<{ plan: Plan }>) {
  const client = useQueryClient();
  const lus = useQuery({ queryKey: ["refus-plan", plan.id, plan.version], queryFn: ({ signal }) => listerRefusPlan({ path: { id: plan.id }, signal }) });
  const lever = useMutation({
    mutationFn: (id: string) => leverRefus({ path: { id } }),
    onSuccess: () => {
      ecrire("Refus levé : le prochain calcul pourra proposer cette personne.", "succes");
      void client.invalidateQueries({ queryKey: ["refus-plan"] });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const colonnes: readonly ColonneSimple<PaireRefusee>[] = [
    { titre: "Personne", valeur: (r) => r.nom },
    { titre: "Mission", valeur: (r) => r.mission_libelle },
    { titre: "Motif", valeur: (r) => r.motif },
    { titre: "Refusée", valeur: (r) => `${instant(r.decide_le)} par ${r.decide_par}` },
    {
      titre: "Lever",
      valeur: (r) =>
        plan.etat === "propose" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Lever le refus de ${r.nom}`} onClick={() => lever.mutate(r.id)}>
            Lever
          </button>
        ) : null,
    },
  ];
  return <TableSimple titre="Refus" colonnes={colonnes} lignes={lus.data.refus} cle={(r) => r.id} vide="Personne n’a été refusé dans ce plan." />;
}
