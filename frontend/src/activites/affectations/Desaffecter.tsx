import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { desaffecter } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enDemande } from "../../dossier/demande";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

export function Desaffecter({ selection }: Readonly<{ selection: Selection }>) {
  const [ouvert, setOuvert] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOuvert(true)}>
        Désaffecter…
      </button>
      {ouvert ? <Demande selection={selection} onFermer={() => setOuvert(false)} /> : null}
    </>
  );
}

/** First how many would be undone, convoked people apart; then, with a motive, done. */
function Demande({ selection, onFermer }: Readonly<{ selection: Selection; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [motif, setMotif] = useState("");
  const [convoquees, setConvoquees] = useState("non");
  const envoyer = (simulation: boolean) => desaffecter({ body: { selection: enDemande(selection), motif: motif.trim() || "Essai", convoquees: convoquees === "oui", simulation } });
  const essai = useQuery({ queryKey: ["desaffectation", selection, convoquees], queryFn: () => envoyer(true), gcTime: 0 });
  const ecriture = useMutation({
    mutationFn: () => envoyer(false),
    onSuccess: (b) => {
      ecrire(`${accorder(b.desaffectees, "affectation défaite", "affectations défaites")}.`, "succes");
      onFermer();
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: cleListe("affectations") });
      void client.invalidateQueries({ queryKey: cleListe("missions") });
    },
  });
  const b = essai.data;
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    ecriture.mutate();
  };
  return (
    <Dialogue
      titre="Désaffecter la sélection"
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Désaffecter" enCours={ecriture.isPending} inactif={motif.trim() === "" || !b || b.desaffectees === 0} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={ecriture.error ?? essai.error} />
        <Champs>
          <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis indice="Pour l’historique" faute={fauteDe(ecriture.error, "motif")} />
          <ChampChoix
            nom="Personnes déjà convoquées"
            valeur={convoquees}
            onChange={setConvoquees}
            choix={[
              { valeur: "non", libelle: "Les laisser" },
              { valeur: "oui", libelle: "Les défaire aussi : un rectificatif les en avertira" },
            ]}
          />
        </Champs>
        {essai.isPending ? <p aria-busy="true">Essai en cours, sans rien changer…</p> : null}
        {b ? (
          <p>
            <strong>{accorder(b.desaffectees, "affectation serait défaite", "affectations seraient défaites")}</strong>
            {b.convoquees > 0 ? `, dont ${accorder(b.convoquees, "convoquée", "convoquées")}` : ""}
            {b.ignorees > 0 ? ` ; ${accorder(b.ignorees, "laissée de côté", "laissées de côté")}` : ""}.
          </p>
        ) : null}
      </form>
    </Dialogue>
  );
}
