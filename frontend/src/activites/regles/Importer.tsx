import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import { importerReglesCompetence } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import { Dialogue } from "../../ui/Dialogue";
import { BilanRegles } from "./BilanRegles";

type Demande = Readonly<{ fichier: File; remplacer: boolean }>;

/** A CSV of rules: read at once without effect, then taken in. */
export function Importer({ session, onFermer }: Readonly<{ session: string; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [fichier, setFichier] = useState<File>();
  const [remplacer, setRemplacer] = useState(false);
  const envoyer = (simulation: boolean) => (d: Demande) => importerReglesCompetence({ body: { session, remplacer: d.remplacer, simulation, fichier: d.fichier } });
  const essai = useMutation({ mutationFn: envoyer(true) });
  const prise = useMutation({
    mutationFn: envoyer(false),
    onSuccess: (b) => {
      ecrire(`${accorder(b.creees, "règle ajoutée", "règles ajoutées")}, ${accorder(b.modifiees, "modifiée")}, ${accorder(b.supprimees, "supprimée")}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("regles-competence") });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const lire = (f: File | undefined, r: boolean) => {
    setFichier(f);
    setRemplacer(r);
    if (f) {
      essai.mutate({ fichier: f, remplacer: r });
    }
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (fichier) {
      prise.mutate({ fichier, remplacer });
    }
  };
  const utile = essai.data ? essai.data.creees + essai.data.modifiees + essai.data.supprimees > 0 : false;
  return (
    <Dialogue
      titre={`Importer des règles dans ${session}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Importer" enCours={prise.isPending} inactif={!utile || (remplacer && (essai.data?.rejets.length ?? 0) > 0)} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={prise.error ?? essai.error} />
        <p>Un CSV aux colonnes de « Exporter pour modifier », séparées par des points-virgules. Rien n’est changé avant « Importer ».</p>
        <label>
          Fichier <input type="file" required accept=".csv,.txt,text/csv" className="fr-upload" onChange={(e) => lire(e.target.files?.[0], remplacer)} />
        </label>
        <p>
          <label>
            <input type="checkbox" checked={remplacer} onChange={(e) => lire(fichier, e.target.checked)} /> Supprimer les règles que le fichier ne dit pas, pour les examens dont il parle
          </label>
        </p>
        {essai.isPending ? <p aria-busy="true">Lecture du fichier, sans rien changer…</p> : null}
        {essai.data ? <BilanRegles bilan={essai.data} /> : null}
      </form>
    </Dialogue>
  );
}
