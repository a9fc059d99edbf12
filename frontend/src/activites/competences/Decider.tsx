import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EtatProposition } from "../../api/genere";
import { deciderPropositions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { enSelection } from "./selection";

/** Retain, or set aside and say why. */
export function Decider({ selection }: Readonly<{ selection: Selection }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [ouvert, setOuvert] = useState(false);
  const [motif, setMotif] = useState("");
  const decision = useMutation({
    mutationFn: (etat: EtatProposition) => deciderPropositions({ body: { selection: enSelection(selection), etat, motif } }),
    onSuccess: (b, etat) => {
      ecrire(`${accorder(b.ecrites, "proposition")} ${etat === "retenue" ? "retenue" : "écartée"}${b.ecrites < 2 ? "" : "s"}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("propositions") });
      setOuvert(false);
      setMotif("");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    decision.mutate("ecartee");
  };
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={decision.isPending} onClick={() => decision.mutate("retenue")}>
        Retenir
      </button>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setOuvert(true)}>
        Écarter…
      </button>
      <Dialogue
        titre="Écarter la sélection"
        ouvert={ouvert}
        onFermer={() => setOuvert(false)}
        actions={<Envoi formulaire={formulaire} nom="Écarter" enCours={decision.isPending} inactif={motif.trim() === ""} onAnnuler={() => setOuvert(false)} />}
      >
        <form id={formulaire} onSubmit={soumettre}>
          <Refus erreur={decision.error} />
          <Champ nom="Pourquoi ?" valeur={motif} onChange={setMotif} max={300} requis indice="Ce motif est lu par l’inspecteur." />
        </form>
      </Dialogue>
    </>
  );
}
