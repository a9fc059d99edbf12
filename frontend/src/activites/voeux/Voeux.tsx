import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { ChoixVoeux, Voeu } from "../../api/genere";
import { listerVoeux, supprimerVoeu } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { direVoeu, nommer, SENS_VOEU } from "../../dossier/disponible";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { NouveauVoeu } from "./NouveauVoeu";
import styles from "./Voeux.module.css";

export function Voeux({ choix }: Readonly<{ choix: ChoixVoeux }>) {
  const client = useQueryClient();
  const lus = useQuery({
    queryKey: cleListe("voeux"),
    queryFn: ({ signal }) => listerVoeux({ query: { tri: "genre" }, signal }),
  });
  const retrait = useMutation({
    mutationFn: (v: Voeu) => supprimerVoeu({ path: { id: v.id } }),
    onSuccess: () => ecrire("Vœu retiré.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("voeux") }),
  });
  return (
    <section aria-labelledby="mes-voeux">
      <h2 id="mes-voeux">Mes vœux</h2>
      <p>
        Un vœu éclaire les gestionnaires au moment d’affecter. Il n’engage ni vous ni eux : pour
        être dispensé, faites une demande de dispense.
      </p>
      {lus.isError ? <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} /> : null}
      <ul className={styles["lignes"]}>
        {lus.data?.items.map((v) => (
          <li key={v.id}>
            <span>
              <strong>{direVoeu(v)}</strong>
              <br />
              {nommer(SENS_VOEU, v.sens)}, session {v.session_code}
              {v.commentaire ? `. ${v.commentaire}` : ""}
            </span>
            <button
              type="button"
              className="fr-btn fr-btn--sm fr-btn--tertiary"
              disabled={retrait.isPending}
              aria-label={`Retirer ${direVoeu(v)}`}
              onClick={() => retrait.mutate(v)}
            >
              Retirer
            </button>
          </li>
        ))}
      </ul>
      <NouveauVoeu choix={choix} />
    </section>
  );
}
