import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { Dispense } from "../../api/genere";
import { joindreJustificatifDispense } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { JUSTIFICATIF } from "../../dossier/disponible";
import { cleListe } from "../../grille/donnees";
import { ChampFichier } from "../../ui/ChampLong";

/** A proof may come later, or be replaced, until the decision. */
export function Justificatif({ dispense: d }: Readonly<{ dispense: Dispense }>) {
  const client = useQueryClient();
  const envoi = useMutation({
    mutationFn: (f: File) =>
      joindreJustificatifDispense({ path: { id: d.id }, body: { justificatif: f } }),
    onSuccess: () => ecrire("Justificatif reçu.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("dispenses") }),
  });
  const faute = envoi.error ? probleme(envoi.error).detail : undefined;
  return (
    <ChampFichier
      nom={d.justificatif ? "Remplacer le justificatif" : "Joindre un justificatif"}
      accepte={JUSTIFICATIF}
      onChange={(f) => {
        if (f) {
          envoi.mutate(f);
        }
      }}
      indice={
        envoi.isPending
          ? "Envoi…"
          : d.justificatif
            ? "Justificatif reçu"
            : "PDF, JPEG ou PNG, 5 Mo au plus"
      }
      faute={faute}
    />
  );
}
