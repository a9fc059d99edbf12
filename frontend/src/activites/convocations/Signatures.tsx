import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import { deposerSignature, listerSignatures } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import { TableSimple } from "../../ui/TableSimple";
import styles from "./Convocations.module.css";

const PORTEES = { academie: "Académie", etablissement: "Établissement", centre: "Centre" } as const;

/** Who signs: the new one is in use at once, letters already written keep theirs. */
export function Signatures() {
  const id = useId();
  const client = useQueryClient();
  const [qualite, setQualite] = useState("");
  const [nom, setNom] = useState("");
  const [image, setImage] = useState<File>();
  const lues = useQuery({ queryKey: cleListe("signatures"), queryFn: ({ signal }) => listerSignatures({ signal }) });
  const depot = useMutation({
    mutationFn: () => deposerSignature({ body: { qualite, nom, ...(image ? { image } : {}) } }),
    onSuccess: (s) => {
      ecrire(`Signature de ${s.nom} en usage.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("signatures") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    depot.mutate();
  };
  return (
    <div className={styles["zone"]}>
      {lues.data ? (
        <TableSimple
          titre="Signatures en usage"
          colonnes={[
            { titre: "Pour", valeur: (s) => [PORTEES[s.portee], s.etablissement_nom].filter(Boolean).join(" – ") },
            { titre: "Qualité", valeur: (s) => s.qualite },
            { titre: "Nom", valeur: (s) => s.nom },
            { titre: "Image", valeur: (s) => (s.image ? "Oui" : "Non") },
            { titre: "Déposée", valeur: (s) => `${instant(s.cree_le)} par ${s.cree_par}` },
          ]}
          lignes={lues.data.signatures}
          cle={(s) => s.id}
          vide="Aucune signature : les lettres n’en portent pas."
        />
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
      <form onSubmit={soumettre}>
        <h2 className="fr-h6">Nouvelle signature</h2>
        <Refus erreur={depot.error} />
        <Champs>
          <Champ nom="Qualité" valeur={qualite} onChange={setQualite} max={200} requis indice="Par exemple : la cheffe de la division des examens" faute={fauteDe(depot.error, "qualite")} />
          <Champ nom="Nom" valeur={nom} onChange={setNom} max={120} requis faute={fauteDe(depot.error, "nom")} />
          <div>
            <label htmlFor={id}>Image (facultative)</label>
            <p id={`${id}-i`} className="fr-hint-text">
              PNG ou JPEG, 1 Mo au plus. {fauteDe(depot.error, "image")}
            </p>
            <input id={id} className="fr-upload" type="file" accept="image/png,image/jpeg" aria-describedby={`${id}-i`} onChange={(e) => setImage(e.target.files?.[0])} />
          </div>
        </Champs>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={depot.isPending}>
          {depot.isPending ? "Un instant…" : "Mettre en usage"}
        </button>
      </form>
    </div>
  );
}
