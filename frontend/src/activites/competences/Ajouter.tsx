import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EpreuveOption } from "../../api/genere";
import { creerCompetence } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Epreuves } from "./Epreuves";
import { nommer } from "./voix";

type Props = Readonly<{ intervenant: string; nom?: string | undefined; onFermer: () => void; onCree?: (id: string) => void }>;

/** A compétence that nobody had thought of: an épreuve-option of the regulation, and a word for the others. */
export function Ajouter({ intervenant, nom, onFermer, onCree }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [epreuve, setEpreuve] = useState<EpreuveOption>();
  const [motif, setMotif] = useState("");
  const ajout = useMutation({
    mutationFn: (e: EpreuveOption) => creerCompetence({ body: { intervenant, epreuve_option: e.id, motif } }),
    onSuccess: (c) => {
      ecrire(`${nommer(c)} : compétence déclarée.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("competences") });
      onCree?.(c.id);
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (epreuve) {
      ajout.mutate(epreuve);
    }
  };
  return (
    <Dialogue
      titre={nom ? `Déclarer une compétence : ${nom}` : "Déclarer une compétence"}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Déclarer" enCours={ajout.isPending} inactif={!epreuve} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={ajout.error} />
        <Epreuves choisie={epreuve?.id ?? ""} choisir={setEpreuve} />
        <Champ nom="Commentaire" valeur={motif} onChange={setMotif} max={300} indice="Facultatif. Il est lu par les autres auteurs de la compétence." />
      </form>
    </Dialogue>
  );
}
