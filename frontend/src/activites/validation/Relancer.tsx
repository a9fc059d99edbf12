import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Session } from "../../api/genere";
import { relancerSaisiesCompetences } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import { ChampChoix } from "../../ui/Champ";
import { ChampLong } from "../../ui/ChampLong";
import { Dialogue } from "../../ui/Dialogue";

/** What would leave is said before it leaves. */
export function Relancer({
  sessions,
  onFermer,
}: Readonly<{ sessions: readonly Session[]; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [session, setSession] = useState(sessions[0]?.id ?? "");
  const [message, setMessage] = useState("");
  const annonce = useQuery({
    queryKey: ["relance", session],
    queryFn: ({ signal }) =>
      relancerSaisiesCompetences({ body: { session, simulation: true }, signal }),
    gcTime: 0,
  });
  const envoi = useMutation({
    mutationFn: () =>
      relancerSaisiesCompetences({ body: { session, ...(message.trim() ? { message } : {}) } }),
    onSuccess: (r) => {
      ecrire(
        `${accorder(r.relances, "établissement")} relancé${r.relances > 1 ? "s" : ""} par courriel.`,
        "succes",
      );
      void client.invalidateQueries({ queryKey: cleListe("saisies-competences") });
      void client.invalidateQueries({ queryKey: cleListe("courriels") });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  const a = annonce.data;
  return (
    <Dialogue
      titre="Relancer les établissements en retard"
      ouvert
      onFermer={onFermer}
      actions={
        <Envoi
          formulaire={formulaire}
          nom={a ? `Envoyer ${accorder(a.relances, "courriel")}` : "Envoyer"}
          enCours={envoi.isPending}
          inactif={!a || a.relances === 0}
          onAnnuler={onFermer}
        />
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error ?? annonce.error} />
        <ChampChoix
          nom="Session"
          valeur={session}
          onChange={setSession}
          choix={sessions.map((s) => ({ valeur: s.id, libelle: s.libelle }))}
        />
        <p role="status">
          {a
            ? `${accorder(a.relances, "établissement")} à relancer.${a.deja > 0 ? ` ${accorder(a.deja, "établissement")} déjà relancé${a.deja > 1 ? "s" : ""} aujourd’hui : rien ne leur est renvoyé.` : ""}`
            : "Compte en cours…"}
        </p>
        {a && a.sans_adresse.length > 0 ? (
          <div className="fr-alert fr-alert--warning fr-alert--sm">
            <p>
              Sans adresse, à joindre autrement : {a.sans_adresse.slice(0, 12).join(", ")}
              {a.sans_adresse.length > 12 ? ` et ${a.sans_adresse.length - 12} autres` : ""}.
            </p>
          </div>
        ) : null}
        <ChampLong
          nom="Ajouter un mot"
          valeur={message}
          onChange={setMessage}
          max={2000}
          lignes={3}
          indice="Facultatif. Le courriel nomme déjà la session, l’établissement et ce qui reste à faire."
        />
      </form>
    </Dialogue>
  );
}
