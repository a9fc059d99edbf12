import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EpreuveOption } from "../../api/genere";
import { creerCompetences } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Bilan } from "./Bilan";
import { Epreuves } from "./Epreuves";
import { ACTIFS, enSelection } from "./selection";

/** One épreuve-option for every ticked person; choosing it shows at once what that would change. */
export function Declarer({ selection }: Readonly<{ selection: Selection }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [ouvert, setOuvert] = useState(false);
  const [epreuve, setEpreuve] = useState<EpreuveOption>();
  const [motif, setMotif] = useState("");
  const declarer = (simulation: boolean) => (e: EpreuveOption) =>
    creerCompetences({ body: { selection: enSelection(selection, ACTIFS), epreuves_options: [e.id], motif, simulation } });
  const essai = useMutation({ mutationFn: declarer(true) });
  const ecriture = useMutation({
    mutationFn: declarer(false),
    onSuccess: (b, e) => {
      ecrire(`${e.libelle} : ${accorder(b.ecrites, "compétence déclarée", "compétences déclarées")}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("competences") });
      setOuvert(false);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const choisir = (e: EpreuveOption) => {
    setEpreuve(e);
    essai.mutate(e);
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (epreuve) {
      ecriture.mutate(epreuve);
    }
  };
  const fermer = () => setOuvert(false);
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setOuvert(true)}>
        Déclarer une compétence…
      </button>
      <Dialogue
        titre="Déclarer une compétence à la sélection"
        ouvert={ouvert}
        onFermer={fermer}
        actions={<Envoi formulaire={formulaire} nom="Déclarer" enCours={ecriture.isPending} inactif={!essai.data || essai.data.ecrites === 0} onAnnuler={fermer} />}
      >
        <form id={formulaire} onSubmit={soumettre}>
          <Refus erreur={ecriture.error ?? essai.error} />
          <Epreuves choisie={epreuve?.id ?? ""} choisir={choisir} />
          {essai.data ? <Bilan bilan={essai.data} /> : null}
          <Champ nom="Commentaire" valeur={motif} onChange={setMotif} max={300} indice="Facultatif. Il est lu par les autres auteurs de ces compétences." />
        </form>
      </Dialogue>
    </>
  );
}
