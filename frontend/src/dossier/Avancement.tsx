import { useMutation } from "@tanstack/react-query";
import { probleme } from "../api/erreur";
import type { Tache } from "../api/genere";
import { annulerTache } from "../api/genere/sdk.gen";
import { ecrire } from "../console/journal";
import { nombre } from "../grille/formats";
import styles from "./Dossier.module.css";

/** Where the work is, and the way to stop it while it can be. */
export function Avancement({ tache }: Readonly<{ tache: Tache }>) {
  const annuler = useMutation({
    mutationFn: () => annulerTache({ path: { id: tache.id } }),
    onSuccess: () => ecrire("Annulation demandée."),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const connu = tache.total > 0;
  return (
    <div className={styles["avancement"]}>
      <label>
        {tache.libelle} : {tache.etape ?? "en attente"}
        <progress max={connu ? tache.total : undefined} value={connu ? tache.fait : undefined} />
      </label>
      <span>{connu ? `${nombre(tache.fait)} / ${nombre(tache.total)}` : ""}</span>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={annuler.isPending || annuler.isSuccess} onClick={() => annuler.mutate()}>
        Annuler le traitement
      </button>
    </div>
  );
}
