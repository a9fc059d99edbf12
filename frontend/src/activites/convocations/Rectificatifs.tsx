import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { Rectificatif } from "../../api/genere";
import { lancerRectificatifs, listerRectificatifs } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { ChampChoix } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Convocations.module.css";
import { libelle, pluriel, VERSIONS } from "./mots";
import { useSessionChoisie } from "./sessions";

const COLONNES: readonly ColonneSimple<Rectificatif>[] = [
  { titre: "Personne", valeur: (r) => r.nom },
  { titre: "Convocation", valeur: (r) => r.numero },
  { titre: "À éditer", valeur: (r) => libelle(VERSIONS, r.genre) },
  {
    titre: "Ce qui change",
    valeur: (r) => (
      <ul>
        {r.changements.map((c, i) => (
          <li key={`${c.objet}-${String(i)}`}>
            {c.objet} : {c.avant ? `${c.avant} → ` : ""}
            <strong>{c.apres}</strong>
          </li>
        ))}
      </ul>
    ),
  },
];

/** Exactly the letters whose missions moved since they left. */
export function Rectificatifs({ onLance }: Readonly<{ onLance: (traitement: string) => void }>) {
  const client = useQueryClient();
  const { session, choisir, choix } = useSessionChoisie();
  const lus = useQuery({ queryKey: [...cleListe("rectificatifs"), session], queryFn: ({ signal }) => listerRectificatifs({ query: { session }, signal }), enabled: session !== "" });
  const lancement = useMutation({
    mutationFn: (convocations: string[]) => lancerRectificatifs({ body: { session, convocations } }),
    onSuccess: (t) => {
      ecrire(`${t.libelle} : en file.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("traitements-convocation") });
      onLance(t.id);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const lignes = lus.data?.rectificatifs ?? [];
  return (
    <div className={styles["zone"]}>
      <div className={styles["boutons"]}>
        <ChampChoix nom="Session" valeur={session} onChange={choisir} choix={choix} />
        {lignes.length > 0 ? (
          <button type="button" className="fr-btn fr-btn--sm" disabled={lancement.isPending} onClick={() => lancement.mutate(lignes.slice(0, 10_000).map((r) => r.convocation))}>
            {lancement.isPending ? "Un instant…" : `Éditer ${pluriel(lignes.length, "lettre")}`}
          </button>
        ) : null}
      </div>
      {lus.isError ? <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} /> : null}
      {lus.data ? <TableSimple titre="Convocations à rectifier" colonnes={COLONNES} lignes={lignes} cle={(r) => r.convocation} vide="Toutes les convocations en vigueur disent vrai : rien à rectifier." /> : <p aria-busy="true">Comparaison…</p>}
    </div>
  );
}
