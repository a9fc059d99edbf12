import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Session } from "../../api/genere";
import { creerSession, listerSessions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs, type PropsChamp } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { TOURS } from "./colonnes";

type Props = Readonly<{ onCree: (s: Session) => void; onFermer: () => void }>;

/** A new session, which takes the centres and the rules of the one before unless told otherwise. */
export function Preparer({ onCree, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [cle] = useState(() => crypto.randomUUID());
  const [courante] = useState(() => new Date().getFullYear());
  const connues = useQuery({ queryKey: [...cleListe("sessions"), "choix"], queryFn: ({ signal }) => listerSessions({ query: { tri: "-code", taille: 50 }, signal }) });
  const precedentes = connues.data?.items ?? [];
  const [saisie, setSaisie] = useState<Readonly<{ annee?: string; tour: "NORMALE" | "REMPLACEMENT"; code: string; libelle: string; debut: string; fin: string; depuis?: string }>>({
    tour: "NORMALE",
    code: "",
    libelle: "",
    debut: "",
    fin: "",
  });
  const poser = (s: Partial<typeof saisie>) => setSaisie((avant) => ({ ...avant, ...s }));
  const annee = saisie.annee ?? String(precedentes.length > 0 ? Math.max(...precedentes.map((s) => s.annee)) + 1 : courante);
  const depuis = saisie.depuis ?? precedentes.find((s) => s.tour === "NORMALE")?.id ?? "";
  const creation = useMutation({
    mutationFn: () => {
      const { tour, code, libelle, debut, fin } = saisie;
      return creerSession({
        headers: { "Idempotency-Key": cle },
        body: { annee: Number(annee), tour, ...(code ? { code } : {}), ...(libelle ? { libelle } : {}), ...(debut ? { debut } : {}), ...(fin ? { fin } : {}), ...(depuis ? { depuis } : {}) },
      });
    },
    onSuccess: (s) => {
      ecrire(`${s.libelle} (${s.code}) : en préparation, ${s.centres} centres repris.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("sessions") });
      onCree(s);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    creation.mutate();
  };
  const champ = (nom: string, c: "code" | "libelle" | "debut" | "fin", reste: Partial<PropsChamp>) => (
    <Champ nom={nom} valeur={saisie[c]} onChange={(v) => poser({ [c]: v })} faute={fauteDe(creation.error, c)} {...reste} />
  );
  return (
    <Dialogue titre="Préparer une session" ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Préparer" enCours={creation.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={creation.error} />
        <Champs>
          <Champ nom="Année" type="number" valeur={annee} onChange={(v) => poser({ annee: v })} requis faute={fauteDe(creation.error, "annee")} />
          <ChampChoix nom="Tour" valeur={saisie.tour} onChange={(v) => poser({ tour: v === "REMPLACEMENT" ? v : "NORMALE" })} choix={TOURS} />
          {champ("Code", "code", { max: 20, code: true, indice: `Vide : ${annee}-${saisie.tour.charAt(0)}` })}
          {champ("Libellé", "libelle", { max: 100, indice: "Vide : d’après l’année et le tour" })}
          {champ("Premier jour", "debut", { type: "date" })}
          {champ("Dernier jour", "fin", { type: "date" })}
          <ChampChoix
            nom="Reprendre les centres et les règles de"
            valeur={depuis}
            onChange={(v) => poser({ depuis: v })}
            choix={[...precedentes.map((s) => ({ valeur: s.id, libelle: `${s.code} – ${s.libelle}` })), { valeur: "", libelle: "Aucune : partir de rien" }]}
          />
        </Champs>
      </form>
    </Dialogue>
  );
}
