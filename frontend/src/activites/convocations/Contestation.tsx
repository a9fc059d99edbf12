import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Convocation } from "../../api/genere";
import { lireDispense } from "../../api/genere/sdk.gen";
import { ETATS_DISPENSE, MOTIFS_DISPENSE } from "../../dossier/disponible";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { Fiche } from "../../ui/Page";
import { libelle } from "./mots";

/** Why a person cannot come: sealed, read on purpose, and the reading is told to the journal. */
export function Contestation({ convocation: c }: Readonly<{ convocation: Convocation }>) {
  const [lire, setLire] = useState(false);
  const lue = useQuery({ queryKey: [...cleListe("dispenses"), "une", c.dispense], queryFn: ({ signal }) => lireDispense({ path: { id: c.dispense ?? "" }, signal }), enabled: lire, staleTime: 60_000 });
  return (
    <section aria-label="Contestation">
      {lire ? null : (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setLire(true)}>
          Lire le motif de la contestation
        </button>
      )}
      {lue.isError ? <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} /> : null}
      {lue.data ? (
        <Fiche
          champs={[
            ["Nature", lue.data.motif ? libelle(MOTIFS_DISPENSE, lue.data.motif) : undefined],
            ["Motif", lue.data.expose],
            ["Demande de dispense", libelle(ETATS_DISPENSE, lue.data.etat)],
          ]}
        />
      ) : null}
      {lire && lue.isPending ? <p aria-busy="true">Lecture…</p> : null}
      {c.preuve ? (
        <p>
          <a href={`/api/v1/convocations/${c.id}/preuve`}>Télécharger le justificatif</a> (la lecture est inscrite au journal)
        </p>
      ) : (
        <p>Sans justificatif.</p>
      )}
    </section>
  );
}
