import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Parametrage } from "../../api/genere";
import { copierParametrage, listerParametrages, supprimerParametrage } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { Controle } from "./Controle";
import styles from "./Convocations.module.css";
import { EditerParametrage } from "./EditerParametrage";
import { libelle, PAR_LETTRE } from "./mots";

/** What is printed, for whom, signed by whom: saved, shared, copied. */
export function Parametrages({ onLance }: Readonly<{ onLance: (traitement: string) => void }>) {
  const client = useQueryClient();
  const [edite, setEdite] = useState<Parametrage | "nouveau">();
  const [controle, setControle] = useState<Parametrage>();
  const lus = useQuery({ queryKey: cleListe("parametrages-edition"), queryFn: ({ signal }) => listerParametrages({ query: { taille: 200 }, signal }) });
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("parametrages-edition") });
  const geste = useMutation({
    mutationFn: ({ g, quoi }: { g: Parametrage; quoi: "copie" | "suppression" }) =>
      quoi === "copie" ? copierParametrage({ path: { id: g.id } }).then((c) => `« ${c.libelle} » est à vous.`) : supprimerParametrage({ path: { id: g.id } }).then(() => `« ${g.libelle} » est supprimé.`),
    onSuccess: (mot) => {
      ecrire(mot, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Parametrage>[] = [
    { titre: "Paramétrage", valeur: (g) => g.libelle },
    { titre: "Session", valeur: (g) => g.session_code },
    { titre: "Filtre", valeur: (g) => (g.filtre ? <code>{g.filtre}</code> : "Toutes les affectations") },
    { titre: "Lettres", valeur: (g) => `${libelle(PAR_LETTRE, g.regroupement)}, modèle « ${g.modele_libelle} »` },
    { titre: "À qui", valeur: (g) => `${g.mien ? "Moi" : g.proprietaire}${g.partage ? ", partagé" : ""}` },
    {
      titre: "Gestes",
      valeur: (g) => (
        <span className={styles["boutons"]}>
          <button type="button" className="fr-btn fr-btn--sm" aria-label={`Contrôler… ${g.libelle}`} onClick={() => setControle(g)}>
            Contrôler…
          </button>
          {g.mien ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Modifier… ${g.libelle}`} onClick={() => setEdite(g)}>
              Modifier…
            </button>
          ) : null}
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Copier ${g.libelle}`} disabled={geste.isPending} onClick={() => geste.mutate({ g, quoi: "copie" })}>
            Copier
          </button>
          {g.mien ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Supprimer ${g.libelle}`} disabled={geste.isPending} onClick={() => geste.mutate({ g, quoi: "suppression" })}>
              Supprimer
            </button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <div className={styles["zone"]}>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setEdite("nouveau")}>
          Nouveau paramétrage…
        </button>
      </div>
      {lus.data ? (
        <TableSimple titre="Paramétrages d’édition" colonnes={colonnes} lignes={lus.data.items} cle={(g) => g.id} vide="Aucun paramétrage. Le premier dit quelles affectations convoquer, avec quelle lettre et quelle signature." />
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
      {edite ? (
        <EditerParametrage
          parametrage={edite === "nouveau" ? undefined : edite}
          onFermer={() => {
            setEdite(undefined);
            relire();
          }}
        />
      ) : null}
      {controle ? <Controle parametrage={controle} onFermer={() => setControle(undefined)} onLance={onLance} /> : null}
    </div>
  );
}
