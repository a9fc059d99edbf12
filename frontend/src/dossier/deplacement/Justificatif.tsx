import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { probleme } from "../../api/erreur";
import type { JustificatifFrais, NatureJustificatif } from "../../api/genere";
import { joindreJustificatifFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleEtatFrais } from "../ReleveFrais";

type Props = Readonly<{
  id: string;
  nature: NatureJustificatif;
  libelle: string;
  recu: JustificatifFrais | undefined;
  onRecu: () => void;
}>;

/** A receipt, photographed or chosen: it leaves at once. */
export function Justificatif({ id, nature, libelle, recu, onRecu }: Props) {
  const champ = useId();
  const client = useQueryClient();
  const envoi = useMutation({
    mutationFn: (justificatif: File) =>
      joindreJustificatifFrais({ path: { id, nature }, body: { justificatif } }),
    onSuccess: (d) => {
      ecrire(`Justificatif reçu : ${libelle}.`, "succes");
      client.setQueryData(cleEtatFrais(id), d);
      onRecu();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <div className="fr-upload-group fr-mt-1w">
      <label className="fr-label" htmlFor={champ}>
        Justificatif : {libelle}
        <span className="fr-hint-text">
          {envoi.isPending
            ? "Envoi…"
            : recu
              ? `Reçu : ${recu.nom}. Un autre le remplacerait.`
              : "PDF, JPEG ou PNG, 5 Mo au plus"}
        </span>
      </label>
      <input
        id={champ}
        className="fr-upload"
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        disabled={envoi.isPending}
        aria-invalid={envoi.isError}
        aria-describedby={envoi.isError ? `${champ}-f` : undefined}
        onChange={(e) => {
          const [f] = e.target.files ?? [];
          if (f) {
            envoi.mutate(f);
          }
        }}
      />
      {envoi.error ? (
        <p id={`${champ}-f`} className="fr-error-text" role="alert">
          {probleme(envoi.error).detail}
        </p>
      ) : null}
    </div>
  );
}
