import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { PlacePlan } from "../../api/genere";
import { deplacerPlace } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ROLES } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { Dialogue } from "../../ui/Dialogue";
import { difference, nomTerme } from "./textes";

type Props = Readonly<{ de: PlacePlan; vers: PlacePlan; onFermer: (fait: boolean) => void }>;

const quelle = (p: PlacePlan) => `« ${p.mission_libelle} »${p.centre_nom ? ` (${p.centre_nom})` : ""}, ${ROLES.find((r) => r.valeur === p.role)?.libelle.toLowerCase() ?? p.role}`;
const nom = (p: PlacePlan) => `${p.prenom ?? ""} ${p.nom ?? ""}`;

/** Somebody goes from one place to another: the difference is read before it is done. */
export function Deplacement({ de, vers, onFermer }: Props) {
  const client = useQueryClient();
  const corps = { de: { id: de.id, version: de.version }, vers: { id: vers.id, version: vers.version } };
  const essai = useQuery({
    queryKey: ["deplacement", corps],
    queryFn: ({ signal }) => deplacerPlace({ path: { id: de.plan }, body: { ...corps, simulation: true }, signal }),
    gcTime: 0,
    retry: false,
  });
  const relire = () => {
    void client.invalidateQueries({ queryKey: cleListe("places-plan") });
    void client.invalidateQueries({ queryKey: cleListe("plans") });
    void client.invalidateQueries({ queryKey: ["candidats"] });
  };
  const geste = useMutation({
    mutationFn: () => deplacerPlace({ path: { id: de.plan }, body: corps }),
    onSuccess: (r) => {
      ecrire(`${nom(de)} ${r.echange ? `et ${nom(vers)} ont échangé leurs places` : "a changé de place"} : ${difference(r.delta)} pour le plan.`, "succes");
      relire();
      onFermer(true);
    },
    onError: (e) => {
      ecrire(probleme(e).detail, "erreur");
      relire();
    },
  });
  const echange = vers.intervenant !== undefined;
  const faute = essai.error ?? geste.error;
  return (
    <Dialogue
      titre={echange ? `Échanger ${nom(de)} et ${nom(vers)}` : `Déplacer ${nom(de)}`}
      ouvert
      onFermer={() => onFermer(false)}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => onFermer(false)}>
            Ne rien faire
          </button>
          <button type="button" className="fr-btn fr-btn--sm" disabled={!essai.data || geste.isPending || geste.isError} onClick={() => geste.mutate()}>
            {geste.isPending ? "En cours…" : echange ? "Échanger" : "Déplacer"}
          </button>
        </>
      }
    >
      <p>
        {nom(de)} quitte {quelle(de)}, pour {quelle(vers)}.
      </p>
      {echange ? (
        <p>
          {nom(vers)} prend la place laissée.
        </p>
      ) : null}
      {faute ? <EtatErreur erreur={faute} reessayer={() => void essai.refetch()} /> : null}
      {essai.data ? (
        <div role="status">
          <p>
            <strong>{essai.data.delta === 0 ? "Le coût du plan ne change pas." : `${difference(essai.data.delta)} pour le plan.`}</strong>
          </p>
          <ul>
            {essai.data.termes.map((t) => (
              <li key={t.regle}>
                {nomTerme(t.regle)} : {difference(t.centimes)}
              </li>
            ))}
          </ul>
          <p className="fr-hint-text">{echange ? "Les deux places seront verrouillées" : "La place sera verrouillée"} : le prochain calcul n’y touchera pas.</p>
        </div>
      ) : faute ? null : (
        <p aria-busy="true" role="status">
          Calcul de la différence…
        </p>
      )}
    </Dialogue>
  );
}
