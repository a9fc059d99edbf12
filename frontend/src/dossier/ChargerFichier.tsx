import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { probleme } from "../api/erreur";
import type { RejetLigne } from "../api/genere";
import { ecrire } from "../console/journal";
import { nombre } from "../grille/formats";
import { Dialogue } from "../ui/Dialogue";
import { Refus } from "./Formulaire";

type Bilan = Readonly<{ lues: number; nb_rejets: number; rejets: readonly RejetLigne[] }>;
type Props<B extends Bilan> = Readonly<{
  titre: string;
  modele: string;
  envoyer: (fichier: File, simulation: boolean) => Promise<B>;
  dire: (b: B) => string;
  champs?: ReactNode;
  pret?: boolean;
  onFait: () => void;
  onFermer: () => void;
}>;

/** A CSV: first what it would do, line by line for what it would not, then, on a second word, what it does. */
export function ChargerFichier<B extends Bilan>({ titre, modele, envoyer, dire, champs, pret = true, onFait, onFermer }: Props<B>) {
  const formulaire = useId();
  const champ = useId();
  const [fichier, setFichier] = useState<File>();
  const [essai, setEssai] = useState<B>();
  const envoi = useMutation({
    mutationFn: ({ f, simulation }: { f: File; simulation: boolean }) => envoyer(f, simulation),
    onSuccess: (b, { simulation }) => {
      if (simulation) {
        setEssai(b);
        return;
      }
      ecrire(`${dire(b)}.`, "succes");
      onFait();
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (fichier) {
      envoi.mutate({ f: fichier, simulation: essai === undefined });
    }
  };
  return (
    <Dialogue
      titre={titre}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Ne rien faire
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={!fichier || !pret || envoi.isPending}>
            {envoi.isPending ? "Lecture du fichier…" : essai ? "Enregistrer" : "Voir ce que cela ferait"}
          </button>
        </>
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        {champs}
        <label className="fr-label" htmlFor={champ}>
          Fichier CSV
          <span className="fr-hint-text">
            En UTF-8, colonnes séparées par des points-virgules : <code>{modele}</code>
          </span>
        </label>
        <input
          id={champ}
          className="fr-upload"
          type="file"
          accept=".csv,text/csv"
          onChange={(e) => {
            setEssai(undefined);
            setFichier(e.target.files?.[0]);
          }}
        />
        {essai ? (
          <div role="status" className="fr-mt-2w">
            <p className="fr-mb-1v">
              <strong>{nombre(essai.lues)} lignes lues.</strong> {dire(essai)}.
            </p>
            {essai.nb_rejets > 0 ? (
              <>
                <p className="fr-mb-1v">{nombre(essai.nb_rejets)} laissées de côté :</p>
                <ul>
                  {essai.rejets.slice(0, 20).map((r) => (
                    <li key={`${r.ligne}-${r.raison}`}>
                      Ligne {r.ligne} : {r.raison}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </div>
        ) : null}
      </form>
    </Dialogue>
  );
}
