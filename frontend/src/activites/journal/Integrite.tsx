import { useMutation } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import { verifierJournal } from "../../api/genere/sdk.gen";

/** The seals are computed again, on demand: they tell whether a line was changed, added late or removed. */
export function Integrite() {
  const verifier = useMutation({ mutationFn: () => verifierJournal() });
  const r = verifier.data;
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={verifier.isPending} onClick={() => verifier.mutate()}>
        {verifier.isPending ? "Vérification…" : "Vérifier que rien n’a été altéré"}
      </button>
      <span role="status">
        {verifier.isError ? ` ${probleme(verifier.error).detail}` : ""}
        {r ? (r.intact ? ` Journal intact : ${r.lignes.toLocaleString("fr-FR")} lignes sous ${r.sceaux.toLocaleString("fr-FR")} sceaux.` : ` Journal altéré. ${r.faute ?? ""}`) : ""}
      </span>
    </>
  );
}
