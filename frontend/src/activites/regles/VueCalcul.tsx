import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { probleme } from "../../api/erreur";
import type { CalculCompetence, Tache } from "../../api/genere";
import { appliquerCalculCompetence, listerCalculsCompetence, listerEpreuvesOptions, simulerCalculCompetence } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { Refus } from "../../dossier/Formulaire";
import { useTache } from "../../dossier/tache";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { ecrireComparaison } from "../../grille/rsql";
import { ChampChoix } from "../../ui/Champ";
import { BilanCalcul } from "./BilanCalcul";
import styles from "../../dossier/Dossier.module.css";

/** The last difference of the session: asked for, read, applied. Nothing is written before it was read. */
export function VueCalcul({ session, utilisateur }: Readonly<{ session: string; utilisateur: string }>) {
  const client = useQueryClient();
  const [examen, setExamen] = useState("");
  const [suivi, setSuivi] = useState<string>();
  const filtre = ecrireComparaison("session", "==", session);
  const dernier = useQuery({
    queryKey: [...cleListe("calculs-competence"), session],
    queryFn: async ({ signal }) => (await listerCalculsCompetence({ query: { filtre, tri: "-cree_le", taille: 20 }, signal })).items,
  });
  const examens = useExamens();
  const calcul = dernier.data?.[0];
  const relire = useCallback(() => {
    void client.invalidateQueries({ queryKey: cleListe("calculs-competence") });
    void client.invalidateQueries({ queryKey: cleListe("calcul-competence-ecarts") });
    void client.invalidateQueries({ queryKey: cleListe("competences") });
  }, [client]);
  const fini = useCallback(
    (t: Tache) => {
      ecrire(`${t.libelle} : ${t.message ?? t.etat}`, t.etat === "terminee" ? "succes" : "erreur");
      setSuivi(undefined);
      relire();
    },
    [relire],
  );
  const lance = (c: CalculCompetence) => {
    setSuivi(c.tache);
    relire();
  };
  const refuse = (e: unknown) => {
    ecrire(probleme(e).detail, "erreur");
    relire();
  };
  const simulation = useMutation({
    mutationFn: () => simulerCalculCompetence({ body: { session, ...(examen === "" ? {} : { examen }) } }),
    onSuccess: lance,
    onError: refuse,
  });
  const application = useMutation({
    mutationFn: (c: CalculCompetence) => appliquerCalculCompetence({ path: { id: c.id }, body: { empreinte: c.empreinte ?? "" } }),
    onSuccess: lance,
    onError: refuse,
  });
  // Whoever comes back while it works finds it again.
  const tache = useTache(suivi ?? (calcul?.etat === "en_calcul" ? calcul.tache : undefined), fini);
  const occupe = suivi !== undefined || simulation.isPending || application.isPending;
  if (dernier.isError) {
    return <EtatErreur erreur={dernier.error} reessayer={() => void dernier.refetch()} />;
  }
  return (
    <div className={styles["bloc"]}>
      <div className={styles["rangee"]}>
        <ChampChoix nom="Examen" valeur={examen} onChange={setExamen} choix={examens} />
        <button type="button" className="fr-btn fr-btn--sm" disabled={occupe} onClick={() => simulation.mutate()}>
          Simuler le calcul
        </button>
        {calcul?.etat === "a_confirmer" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={occupe} onClick={() => application.mutate(calcul)}>
            Appliquer cette différence
          </button>
        ) : null}
      </div>
      <Refus erreur={simulation.error ?? application.error} />
      {tache && occupe ? <Avancement tache={tache} /> : null}
      {calcul && calcul.etat !== "en_calcul" ? (
        <BilanCalcul calcul={calcul} utilisateur={utilisateur} />
      ) : (
        <p>Simulez d’abord : vous lirez qui gagne et qui perd quelle compétence, et pourquoi, avant que rien ne change. Les avis des personnes ne sont jamais touchés.</p>
      )}
    </div>
  );
}

const TOUS = { valeur: "", libelle: "Tous les examens" } as const;

/** The examens of the regulation, from its épreuves-options. */
function useExamens() {
  const lus = useQuery({
    queryKey: ["examens-des-regles"],
    queryFn: async ({ signal }) => {
      const { items } = await listerEpreuvesOptions({ query: { taille: 200, tri: "examen" }, signal });
      return [...new Map(items.map((e) => [e.examen, e.examen_libelle])).entries()].map(([valeur, libelle]) => ({ valeur, libelle }));
    },
  });
  return [TOUS, ...(lus.data ?? [])];
}
