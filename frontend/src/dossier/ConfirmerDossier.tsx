import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../api/erreur";
import type { DossierFrais } from "../api/genere";
import { confirmerDossierFrais } from "../api/genere/sdk.gen";
import { ecrire } from "../console/journal";
import { cleDossierFrais } from "./dossierFrais";

/** One tap: nothing has changed. */
export function ConfirmerDossier({
  id,
  principal = false,
}: Readonly<{ id: DossierFrais["id"]; principal?: boolean }>) {
  const client = useQueryClient();
  const envoi = useMutation({
    mutationFn: () => confirmerDossierFrais({ path: { id } }),
    onSuccess: (d) => {
      client.setQueryData(cleDossierFrais(id), d);
      ecrire("Dossier confirmé.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <button
      type="button"
      className={`fr-btn fr-btn--sm ${principal ? "" : "fr-btn--secondary"}`}
      disabled={envoi.isPending}
      onClick={() => envoi.mutate()}
    >
      {envoi.isPending ? "Un instant…" : "Tout est exact, je confirme"}
    </button>
  );
}
