import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { Parametrage } from "../../api/genere";
import { controlerConvocations, lancerTraitement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { Dialogue } from "../../ui/Dialogue";
import { Fiche } from "../../ui/Page";
import styles from "./Convocations.module.css";
import { pluriel } from "./mots";

type Props = Readonly<{ parametrage: Parametrage; onFermer: () => void; onLance: (traitement: string) => void }>;

/** What the official run would do, read before it is done; the run is refused if that has changed meanwhile. */
export function Controle({ parametrage: g, onFermer, onLance }: Props) {
  const client = useQueryClient();
  const lu = useQuery({ queryKey: ["controle", g.id, g.version], queryFn: ({ signal }) => controlerConvocations({ path: { id: g.id }, signal }), gcTime: 0 });
  const lancement = useMutation({
    mutationFn: (affectations: number) => lancerTraitement({ body: { parametrage: g.id, affectations } }),
    onSuccess: (t) => {
      ecrire(`Traitement officiel « ${t.libelle} » en file : ${pluriel(t.demandees, "affectation")}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("traitements-convocation") });
      onFermer();
      onLance(t.id);
    },
    onError: (e) => {
      ecrire(probleme(e).detail, "erreur");
      void lu.refetch();
    },
  });
  const c = lu.data;
  return (
    <Dialogue
      titre={`Contrôle – ${g.libelle}`}
      ouvert
      onFermer={onFermer}
      actions={
        c && c.affectations > 0 ? (
          <>
            <a className="fr-btn fr-btn--sm fr-btn--secondary" href={`/api/v1/parametrages-edition/${g.id}/controle/lettres`} target="_blank" rel="noreferrer">
              Voir toutes les lettres (PDF, nouvel onglet)
            </a>
            <button type="button" className="fr-btn fr-btn--sm" disabled={lancement.isPending} onClick={() => lancement.mutate(c.affectations)}>
              {lancement.isPending ? "Un instant…" : `Traitement officiel : convoquer (${c.affectations.toLocaleString("fr-FR")})`}
            </button>
          </>
        ) : null
      }
    >
      {lancement.error ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(lancement.error).detail}</p>
        </div>
      ) : null}
      {lu.isError ? <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} /> : null}
      {c ? (
        <div className={styles["zone"]}>
          <Fiche
            champs={[
              ["Affectations à convoquer", c.affectations.toLocaleString("fr-FR")],
              ["Personnes", c.personnes.toLocaleString("fr-FR")],
              ["Lettres", c.lettres.toLocaleString("fr-FR")],
              ["À imprimer, faute de courriel", c.sans_mel.toLocaleString("fr-FR")],
            ]}
          />
          {c.affectations === 0 ? <p>Rien à convoquer : toutes les affectations de ce filtre le sont déjà, ou le filtre n’en retient aucune.</p> : null}
          {c.constats.map((k) => (
            <details key={k.code}>
              <summary>
                <span className={`fr-badge fr-badge--sm fr-badge--${k.gravite === "ecarte" ? "error" : "warning"}`}>{k.gravite === "ecarte" ? "Écarté" : "Attention"}</span> {k.message} ({k.nombre.toLocaleString("fr-FR")})
              </summary>
              <ul>
                {k.exemples.map((x) => (
                  <li key={x.affectation}>
                    {x.nom} – {x.mission}
                    {x.detail ? ` (${x.detail})` : ""}
                  </li>
                ))}
                {k.nombre > k.exemples.length && k.exemples.length > 0 ? <li>et {(k.nombre - k.exemples.length).toLocaleString("fr-FR")} de plus</li> : null}
              </ul>
            </details>
          ))}
          {c.affectations > 0 && c.constats.length === 0 ? <p>Rien d’incohérent n’a été trouvé.</p> : null}
        </div>
      ) : lu.isError ? null : (
        <p aria-busy="true">Contrôle en cours…</p>
      )}
    </Dialogue>
  );
}
