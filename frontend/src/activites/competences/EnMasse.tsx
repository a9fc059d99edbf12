import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Avis, BilanAvis } from "../../api/genere";
import { donnerAvisEnMasse } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import type { Selection } from "../../grille/selection";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Bilan } from "./Bilan";
import { enSelection } from "./selection";

const TITRES: Readonly<Record<Avis, string>> = { valider: "Valider", refuser: "Refuser…", retirer: "Retirer mon avis" };

/** The same word on every ticked compétence, after a trial that changes nothing. */
export function EnMasse({ selection }: Readonly<{ selection: Selection }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [quoi, setQuoi] = useState<Avis>();
  const [motif, setMotif] = useState("");
  const dire = (simulation: boolean) => (avis: Avis) =>
    // Announced before the reason is typed: any reason has the same effect.
    donnerAvisEnMasse({ body: { selection: enSelection(selection), avis, motif: motif.trim() === "" && simulation ? "Simulation" : motif, simulation } });
  const essai = useMutation({ mutationFn: dire(true) });
  const avis = useMutation({
    mutationFn: dire(false),
    onSuccess: (b: BilanAvis) => {
      ecrire(`${accorder(b.ecrites, "avis écrit", "avis écrits")} sur ${accorder(b.lignes, "compétence")}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("competences") });
      setQuoi(undefined);
      setMotif("");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const ouvrir = (a: Avis) => {
    setQuoi(a);
    avis.reset();
    essai.mutate(a);
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (quoi) {
      avis.mutate(quoi);
    }
  };
  const fermer = () => setQuoi(undefined);
  return (
    <>
      {(["valider", "refuser", "retirer"] as const).map((a) => (
        <button key={a} type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => ouvrir(a)}>
          {TITRES[a]}
        </button>
      ))}
      <Dialogue
        titre={quoi ? `${TITRES[quoi].replace("…", "")} la sélection` : ""}
        ouvert={quoi !== undefined}
        onFermer={fermer}
        actions={
          <Envoi
            formulaire={formulaire}
            nom={quoi === "refuser" ? "Refuser" : quoi === "retirer" ? "Retirer" : "Valider"}
            enCours={avis.isPending}
            inactif={!essai.data || essai.data.ecrites === 0 || (quoi === "refuser" && motif.trim() === "")}
            onAnnuler={fermer}
          />
        }
      >
        <form id={formulaire} onSubmit={soumettre}>
          <Refus erreur={avis.error ?? essai.error} />
          {essai.isPending ? <p aria-busy="true">Simulation en cours, sans rien changer…</p> : null}
          {essai.data ? <Bilan bilan={essai.data} /> : null}
          {quoi === "retirer" ? null : (
            <Champ
              nom={quoi === "refuser" ? "Pourquoi ?" : "Commentaire"}
              valeur={motif}
              onChange={setMotif}
              max={300}
              requis={quoi === "refuser"}
              indice="Il est lu par les autres auteurs de ces compétences."
            />
          )}
        </form>
      </Dialogue>
    </>
  );
}
