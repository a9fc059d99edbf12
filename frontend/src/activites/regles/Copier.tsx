import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Session } from "../../api/genere";
import { copierReglesCompetence } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import { ChampChoix } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { BilanRegles } from "./BilanRegles";

/** The rules of another session, added to those of this one; what is already there stays as it is. */
export function Copier({ vers, sessions, onFermer }: Readonly<{ vers: string; sessions: readonly Session[]; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const autres = sessions.filter((s) => s.code !== vers);
  const [de, setDe] = useState(autres[0]?.code ?? "");
  const { mutate: essayer, ...essai } = useMutation({ mutationFn: (source: string) => copierReglesCompetence({ body: { de: source, vers, simulation: true } }) });
  const copie = useMutation({
    mutationFn: () => copierReglesCompetence({ body: { de, vers, simulation: false } }),
    onSuccess: (b) => {
      ecrire(`${accorder(b.creees, "règle copiée", "règles copiées")} de ${de}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("regles-competence") });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  useEffect(() => {
    if (de !== "") {
      essayer(de);
    }
  }, [de, essayer]);
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    copie.mutate();
  };
  return (
    <Dialogue
      titre={`Copier des règles dans ${vers}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Copier" enCours={copie.isPending} inactif={!essai.data || essai.data.creees === 0} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={copie.error ?? essai.error} />
        <ChampChoix nom="Session de départ" valeur={de} onChange={setDe} choix={autres.map((s) => ({ valeur: s.code, libelle: s.libelle }))} />
        {essai.data ? <BilanRegles bilan={essai.data} /> : null}
      </form>
    </Dialogue>
  );
}
