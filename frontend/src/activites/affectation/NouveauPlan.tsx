import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import type { Plan } from "../../api/genere";
import { creerPlan } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { useSessions } from "./sessions";

const PRECISIONS = [
  { valeur: "1000", libelle: "Habituelle (écart de 0,1 %)" },
  { valeur: "500", libelle: "Fine (0,05 %), plus longue" },
  { valeur: "10000", libelle: "Rapide (1 %), pour un essai" },
] as const;

type Props = Readonly<{ depart: Plan | undefined; onFait: (plan: Plan) => void }>;

export function NouveauPlan(p: Props) {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm" onClick={() => setOuvert(true)}>
        Affecter automatiquement…
      </button>
      {ouvert ? <Demande {...p} onFermer={() => setOuvert(false)} /> : null}
    </>
  );
}

function liste(texte: string): string[] {
  return texte.split(/[\s,;]+/).filter(Boolean);
}

function Demande({ depart, onFait, onFermer }: Props & Readonly<{ onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const sessions = useSessions();
  const [session, setSession] = useState("");
  const [libelle, setLibelle] = useState("");
  const [examens, setExamens] = useState("");
  const [types, setTypes] = useState("");
  const [precision, setPrecision] = useState<string>(PRECISIONS[0].valeur);
  const [reprendre, setReprendre] = useState("non");
  const choisie = session || depart?.session_id || sessions[0]?.id || "";
  const demande = useMutation({
    mutationFn: () =>
      creerPlan({
        body: {
          session: choisie,
          libelle: libelle.trim(),
          perimetre: { examens: liste(examens.toUpperCase()), types: liste(types.toUpperCase()) },
          options: { ecart_vise: Number(precision) },
          ...(depart && reprendre === "oui" ? { depart: depart.id } : {}),
        },
      }),
    onSuccess: (plan) => {
      ecrire(`Plan « ${plan.libelle} » : calcul demandé.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("plans") });
      onFait(plan);
      onFermer();
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    demande.mutate();
  };
  return (
    <Dialogue
      titre="Affecter automatiquement"
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Calculer" enCours={demande.isPending} inactif={choisie === ""} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={demande.error} />
        <Champs>
          <Champ nom="Nom du plan" valeur={libelle} onChange={setLibelle} requis max={120} faute={fauteDe(demande.error, "libelle")} />
          <ChampChoix nom="Session" valeur={choisie} onChange={setSession} choix={sessions.map((s) => ({ valeur: s.id, libelle: s.libelle }))} />
          <Champ nom="Examens" valeur={examens} onChange={setExamens} code indice="Codes séparés par des espaces. Vide : tous" max={200} />
          <Champ nom="Types de mission" valeur={types} onChange={setTypes} code indice="Codes séparés par des espaces. Vide : tous" max={200} />
          <ChampChoix nom="Précision" valeur={precision} onChange={setPrecision} choix={PRECISIONS} />
          {depart ? (
            <ChampChoix
              nom={`Partir de « ${depart.libelle} »`}
              valeur={reprendre}
              onChange={setReprendre}
              choix={[
                { valeur: "non", libelle: "Non" },
                { valeur: "oui", libelle: "Oui, avec ses verrous et ses refus" },
              ]}
            />
          ) : null}
        </Champs>
        <p>Personne n’est affecté tant que le plan n’est pas publié. Les personnes déjà convoquées ne bougent pas.</p>
      </form>
    </Dialogue>
  );
}
