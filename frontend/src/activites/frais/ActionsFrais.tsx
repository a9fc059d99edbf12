import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { ActionFrais, BilanEtatsFrais, GenrePart } from "../../api/genere";
import { agirEtatsFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enDemande } from "../../dossier/demande";
import { cleListe } from "../../grille/donnees";
import { montant, nombre } from "../../grille/formats";
import type { Selection } from "../../grille/selection";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

const ACTIONS: readonly Readonly<{ action: ActionFrais; titre: string; fait: string; motif: boolean }>[] = [
  { action: "valider", titre: "Valider…", fait: "validées", motif: false },
  { action: "renvoyer", titre: "Renvoyer…", fait: "renvoyées", motif: true },
  { action: "annuler", titre: "Annuler…", fait: "annulées", motif: true },
  { action: "retablir", titre: "Rétablir…", fait: "rétablies", motif: false },
];

const PARTS = [
  { valeur: "", libelle: "Les deux parts" },
  { valeur: "remuneration", libelle: "La rémunération" },
  { valeur: "deplacement", libelle: "Le déplacement" },
] as const;

type Props = Readonly<{ selection: Selection; nombre: number }>;

export function ActionsFrais(p: Props) {
  const [choisie, setChoisie] = useState<(typeof ACTIONS)[number]>();
  return (
    <>
      {ACTIONS.map((a) => (
        <button key={a.action} type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setChoisie(a)}>
          {a.titre}
        </button>
      ))}
      {choisie ? <Action key={choisie.action} {...p} quoi={choisie} onFermer={() => setChoisie(undefined)} /> : null}
    </>
  );
}

/** First what would happen, then, on a second word, what happens. */
function Action({ selection, nombre: n, quoi, onFermer }: Props & Readonly<{ quoi: (typeof ACTIONS)[number]; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [part, setPart] = useState<GenrePart | "">("");
  const [motif, setMotif] = useState("");
  const [essai, setEssai] = useState<BilanEtatsFrais>();
  const action = useMutation({
    mutationFn: (simulation: boolean) =>
      agirEtatsFrais({ body: { selection: enDemande(selection), action: quoi.action, simulation, ...(part ? { part } : {}), ...(motif ? { motif } : {}) } }),
    onSuccess: (bilan, simulation) => {
      if (simulation) {
        setEssai(bilan);
        return;
      }
      ecrire(bilan.parts === 1 ? `Une part ${quoi.fait.replace(/s$/, "")}.` : `${nombre(bilan.parts)} parts ${quoi.fait}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("etats-frais") });
      void client.invalidateQueries({ queryKey: ["etat-frais"] });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    action.mutate(essai === undefined);
  };
  const changer = (faire: () => void) => {
    setEssai(undefined);
    faire();
  };
  return (
    <Dialogue
      titre={`${quoi.titre.replace("…", "")} ${n === 1 ? "un état de frais" : `${nombre(n)} états de frais`}`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Ne rien faire
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={action.isPending || essai?.parts === 0}>
            {action.isPending ? "Un instant…" : essai ? `${quoi.titre.replace("…", "")} ${essai.parts > 1 ? `${nombre(essai.parts)} parts` : "une part"}` : "Voir ce que cela ferait"}
          </button>
        </>
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        {action.error ? (
          <p className="fr-error-text" role="alert">
            {probleme(action.error).detail}
          </p>
        ) : null}
        <Champs>
          <ChampChoix nom="Part" valeur={part} onChange={(v) => changer(() => setPart(v as GenrePart | ""))} choix={PARTS} />
          {quoi.motif ? <Champ nom="Motif" valeur={motif} onChange={(v) => changer(() => setMotif(v))} requis max={300} indice="L’intervenant le lira" /> : null}
        </Champs>
        {essai ? <Bilan bilan={essai} fait={quoi.fait} /> : null}
      </form>
    </Dialogue>
  );
}

function Bilan({ bilan: b, fait }: Readonly<{ bilan: BilanEtatsFrais; fait: string }>) {
  return (
    <div role="status">
      <p className="fr-mt-2w fr-mb-1v">
        <strong>
          {nombre(b.parts)} {b.parts > 1 ? "parts seraient" : "part serait"} {b.parts > 1 ? fait : fait.replace(/s$/, "")}
        </strong>
        {b.montants.length > 0 ? `, pour ${b.montants.map((m) => montant(m.montant, m.devise)).join(" et ")}` : ""}.
      </p>
      {b.laissees.length > 0 ? (
        <>
          <p className="fr-mb-1v">Laissées comme elles sont :</p>
          <ul>
            {b.laissees.map((l) => (
              <li key={l.raison}>
                {nombre(l.parts)} : {l.raison}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
