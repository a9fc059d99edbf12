import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { SaisieCompetences } from "../../api/genere";
import { declarerSaisieCompetences, listerSaisiesCompetences } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { ChampLong } from "../../ui/ChampLong";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import styles from "./Validation.module.css";

/** The school says that it has finished, session by session; it may take its word back. */
export function PageValidation({ activite }: PropsPage) {
  const lues = useQuery({
    queryKey: cleListe("saisies-competences"),
    queryFn: ({ signal }) => listerSaisiesCompetences({ query: { tri: "-session_code" }, signal }),
  });
  return (
    <>
      <TitrePage titre={activite.libelle} />
      {lues.isError ? (
        <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />
      ) : null}
      {lues.isPending ? <p aria-busy="true">Chargement…</p> : null}
      <div className={styles["sessions"]}>
        {lues.data?.items.map((s) => (
          <Session key={s.id} saisie={s} />
        ))}
        {lues.data?.items.length === 0 ? (
          <p>Aucune session en préparation ne concerne les personnels de votre établissement.</p>
        ) : null}
      </div>
    </>
  );
}

function Session({ saisie: s }: Readonly<{ saisie: SaisieCompetences }>) {
  const client = useQueryClient();
  const [commentaire, setCommentaire] = useState("");
  const terminee = s.etat === "terminee";
  const declaration = useMutation({
    mutationFn: () =>
      declarerSaisieCompetences({
        body: {
          session: s.session,
          terminee: !terminee,
          ...(commentaire.trim() ? { commentaire } : {}),
        },
      }),
    onSuccess: (n) => {
      setCommentaire("");
      ecrire(
        n.etat === "terminee"
          ? `Session ${n.session_code} : saisie déclarée terminée.`
          : `Session ${n.session_code} : saisie rouverte.`,
        "succes",
      );
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("saisies-competences") }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    declaration.mutate();
  };
  return (
    <article aria-label={`Session ${s.session_code}`}>
      <h2>
        Session {s.session_code}{" "}
        <span className={`fr-badge fr-badge--sm fr-badge--${terminee ? "success" : "warning"}`}>
          {terminee ? "Terminée" : s.etat === "rouverte" ? "Rouverte" : "À terminer"}
        </span>
      </h2>
      <p>
        {accorder(s.competences, "compétence")} pour {accorder(s.personnels, "personnel")}
        {s.avis
          ? ` ; votre établissement s’est prononcé sur ${s.avis}`
          : " ; votre établissement ne s’est encore prononcé sur aucune"}
        .
      </p>
      {s.declaree_le ? (
        <p>
          {terminee ? "Déclarée terminée" : "Rouverte"} le {instant(s.declaree_le)} par{" "}
          {s.declaree_par}.{s.commentaire ? ` « ${s.commentaire} »` : ""}
        </p>
      ) : null}
      {s.relances > 0 && s.relancee_le ? (
        <p>
          {accorder(s.relances, "relance")} de la division des examens, la dernière le{" "}
          {instant(s.relancee_le)}.
        </p>
      ) : null}
      <form onSubmit={soumettre}>
        <Refus erreur={declaration.error} />
        <ChampLong
          nom="Commentaire"
          valeur={commentaire}
          onChange={setCommentaire}
          max={1000}
          lignes={2}
          indice="Facultatif. La division des examens le lit."
        />
        <button
          type="submit"
          className={`fr-btn fr-btn--sm ${terminee ? "fr-btn--secondary" : ""}`}
          disabled={declaration.isPending}
        >
          {terminee ? "Rouvrir la saisie" : "Déclarer la saisie terminée"}
        </button>
      </form>
    </article>
  );
}
