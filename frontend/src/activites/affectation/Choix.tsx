import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { probleme } from "../../api/erreur";
import type { PlaceModifiee, PlacePlan } from "../../api/genere";
import { modifierPlacePlan } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { EtatErreur } from "../../grille/Etats";
import styles from "./Affectation.module.css";
import { difference, nomTerme } from "./textes";

type Props = Readonly<{ place: PlacePlan; intervenant: string | null; nom: string; onFait: (r: PlaceModifiee) => void; onRenoncer: () => void }>;

/** What a change of a place makes of the whole plan, read before it is done; Enter does it, « Ne rien faire » goes back. */
export function Choix({ place: p, intervenant, nom, onFait, onRenoncer }: Props) {
  const bouton = useRef<HTMLButtonElement>(null);
  const demander = (simulation: boolean, signal?: AbortSignal) =>
    modifierPlacePlan({ path: { id: p.id }, headers: { "If-Match": String(p.version) }, body: { intervenant, simulation }, ...(signal ? { signal } : {}) });
  const essai = useQuery({ queryKey: ["choix", p.id, p.version, intervenant], queryFn: ({ signal }) => demander(true, signal), gcTime: 0, retry: false });
  const geste = useMutation({ mutationFn: () => demander(false), onSuccess: onFait, onError: (e) => ecrire(probleme(e).detail, "erreur") });
  const pret = essai.data !== undefined;
  useEffect(() => {
    if (pret) {
      bouton.current?.focus();
    }
  }, [pret]);
  const faute = essai.error ?? geste.error;
  return (
    <div className={styles["choix"]} role="group" aria-label={intervenant ? `Mettre ${nom} sur cette place ?` : "Vider la place ?"}>
      {faute ? <EtatErreur erreur={faute} reessayer={() => void essai.refetch()} /> : null}
      {essai.data ? (
        <div role="status">
          <p>
            <strong>{essai.data.delta === 0 ? "Le coût du plan ne changerait pas." : `${difference(essai.data.delta)} pour le plan.`}</strong>
          </p>
          <ul>
            {(essai.data.termes ?? []).map((t) => (
              <li key={t.regle}>
                {nomTerme(t.regle)} : {difference(t.centimes)}
              </li>
            ))}
          </ul>
          {intervenant && p.intervenant ? (
            <p>
              {p.prenom} {p.nom} quitterait cette place.
            </p>
          ) : null}
        </div>
      ) : faute ? null : (
        <p aria-busy="true" role="status">
          Calcul de la différence…
        </p>
      )}
      <div className={styles["boutons"]}>
        <button ref={bouton} type="button" className="fr-btn fr-btn--sm" disabled={!pret || geste.isPending} onClick={() => geste.mutate()}>
          {geste.isPending ? "En cours…" : intervenant ? "Confirmer ce choix" : "Vider la place"}
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onRenoncer}>
          Ne rien faire
        </button>
      </div>
    </div>
  );
}
