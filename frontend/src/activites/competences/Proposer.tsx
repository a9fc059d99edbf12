import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { TypeProposition } from "../../api/genere";
import { listerSessions, proposer } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ, ChampChoix } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { ACTIFS, enSelection } from "./selection";

const TITRES: Readonly<Record<TypeProposition, string>> = { reserviste: "Proposer comme réservistes", contractuel: "Désigner des contractuels" };

/** For one session: people in reserve, or contractuels who may be called. The gestionnaire decides. */
export function Proposer({ selection }: Readonly<{ selection: Selection }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [type, setType] = useState<TypeProposition>();
  const [session, setSession] = useState("");
  const [commentaire, setCommentaire] = useState("");
  const sessions = useQuery({
    queryKey: ["sessions-ouvertes"],
    queryFn: async ({ signal }) => (await listerSessions({ query: { filtre: "etat=in=(preparation,ouverte)", tri: "-code", taille: 20 }, signal })).items,
    enabled: type !== undefined,
  });
  const choisie = session || (sessions.data?.[0]?.code ?? "");
  const proposition = useMutation({
    mutationFn: (t: TypeProposition) => proposer({ body: { session: choisie, type: t, selection: enSelection(selection, ACTIFS), commentaire } }),
    onSuccess: (b, t) => {
      ecrire([`${TITRES[t]} : ${accorder(b.ecrites, "proposition enregistrée", "propositions enregistrées")}.`, ...b.messages].join(" "), b.ecrites > 0 ? "succes" : "alerte");
      void client.invalidateQueries({ queryKey: cleListe("propositions") });
      setType(undefined);
      setCommentaire("");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (type) {
      proposition.mutate(type);
    }
  };
  const fermer = () => setType(undefined);
  return (
    <>
      {(["reserviste", "contractuel"] as const).map((t) => (
        <button key={t} type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setType(t)}>
          {TITRES[t]}…
        </button>
      ))}
      <Dialogue
        titre={type ? TITRES[type] : ""}
        ouvert={type !== undefined}
        onFermer={fermer}
        actions={<Envoi formulaire={formulaire} nom="Proposer" enCours={proposition.isPending} inactif={choisie === ""} onAnnuler={fermer} />}
      >
        <form id={formulaire} onSubmit={soumettre}>
          <Refus erreur={proposition.error ?? sessions.error} />
          <p>
            {type === "contractuel"
              ? "Les contractuels ne sont appelés que si vous les désignez. Qui n’a pas un grade de contractuel est laissé de côté."
              : "Les réservistes remplacent, le jour même, qui manque."}
          </p>
          <ChampChoix nom="Session" valeur={choisie} onChange={setSession} choix={(sessions.data ?? []).map((s) => ({ valeur: s.code, libelle: s.libelle }))} />
          <Champ nom="Commentaire" valeur={commentaire} onChange={setCommentaire} max={300} indice="Facultatif. Il est lu par le gestionnaire." />
        </form>
      </Dialogue>
    </>
  );
}
