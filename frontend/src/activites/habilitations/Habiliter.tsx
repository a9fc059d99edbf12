import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Activite } from "../../api/genere";
import { donnerHabilitation, listerUtilisateurs } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Cases } from "../../ui/Page";

type Props = Readonly<{ activites: readonly Activite[]; onFermer: () => void }>;

/** Who, for what, until when. Nothing ticked and nothing typed means all. */
export function Habiliter({ activites, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const personnes = useQuery({ queryKey: cleListe("utilisateurs"), queryFn: ({ signal }) => listerUtilisateurs({ query: { taille: 200 }, signal }) });
  const gestionnaires = (personnes.data?.items ?? []).filter((u) => u.profils.split(", ").includes("gestionnaire"));
  const [qui, setQui] = useState("");
  const [examens, setExamens] = useState("");
  const [choisies, setChoisies] = useState<readonly string[]>([]);
  const [debut, setDebut] = useState("");
  const [fin, setFin] = useState("");
  const [motif, setMotif] = useState("");
  const donner = useMutation({
    mutationFn: () => {
      const codes = examens.split(/[\s,;]+/).filter(Boolean);
      return donnerHabilitation({
        body: {
          utilisateur: qui || (gestionnaires[0]?.id ?? ""),
          ...(codes.length > 0 ? { examens: codes } : {}),
          ...(choisies.length > 0 ? { activites: [...choisies] } : {}),
          ...(debut ? { debut } : {}),
          ...(fin ? { fin } : {}),
          ...(motif ? { motif } : {}),
        },
      });
    },
    onSuccess: (h) => {
      ecrire(`${h.prenom} ${h.nom} : habilitation donnée.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("habilitations") });
      onFermer();
    },
  });
  return (
    <Dialogue
      titre="Habiliter un gestionnaire"
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={donner.isPending || gestionnaires.length === 0}>
            {donner.isPending ? "Un instant…" : "Habiliter"}
          </button>
        </>
      }
    >
      <form
        id={formulaire}
        onSubmit={(e) => {
          e.preventDefault();
          donner.mutate();
        }}
      >
        {donner.error ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(donner.error).detail}</p>
          </div>
        ) : null}
        <Champs>
          <ChampChoix
            nom="Gestionnaire"
            valeur={qui}
            onChange={setQui}
            choix={gestionnaires.map((u) => ({ valeur: u.id, libelle: `${u.nom} ${u.prenom} (${u.identifiant})` }))}
            indice="Ceux que le portail a déjà annoncés"
          />
          <Champ nom="Examens" valeur={examens} onChange={setExamens} max={300} code indice="Codes séparés par des virgules (BTS, BCG…). Vide : tous." />
          <Champ nom="À partir du" type="date" valeur={debut} onChange={setDebut} indice="Vide : tout de suite" />
          <Champ nom="Jusqu’au (inclus)" type="date" valeur={fin} onChange={setFin} indice="Vide : jusqu’à nouvel ordre" />
          <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} indice="Facultatif" />
        </Champs>
        <Cases nom="Activités (aucune cochée : toutes)" choix={activites.map((a) => [a.code, a.libelle] as const)} choisis={choisies} onChange={setChoisies} />
      </form>
    </Dialogue>
  );
}
