import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { BilanLot, CibleLot, Lot } from "../../api/genere";
import { creerLot, simulerLot } from "../../api/genere/sdk/lots.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { useSessions } from "../../dossier/sessions";
import { cleListe } from "../../grille/donnees";
import { montant, nombre } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { CIBLES } from "./mots";

/** First what the lot would take and leave, then, on a second word, the lot: refused if that has changed meanwhile. */
export function NouveauLot({ onFermer, onCree }: Readonly<{ onFermer: () => void; onCree: (l: Lot) => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const { data: sessions = [] } = useSessions();
  const [cible, setCible] = useState<CibleLot>("khephren");
  const [session, setSession] = useState("");
  const [examen, setExamen] = useState("");
  const [jusquAu, setJusquAu] = useState("");
  const [execution, setExecution] = useState("");
  const [bilan, setBilan] = useState<BilanLot>();
  const [cle] = useState(() => crypto.randomUUID());
  const choix = { cible, ...(session ? { session } : {}), ...(examen ? { examen } : {}), ...(jusquAu ? { jusqu_au: jusquAu } : {}) };
  const simulation = useMutation({ mutationFn: () => simulerLot({ body: choix }), onSuccess: setBilan, onError: (e) => ecrire(probleme(e).detail, "erreur") });
  const creation = useMutation({
    mutationFn: (attendu: number) => creerLot({ body: { ...choix, attendu, ...(cible === "sepa" && execution ? { execution } : {}) }, headers: { "Idempotency-Key": `${cle}-${attendu}` } }),
    onSuccess: (l) => {
      ecrire(`Lot n° ${l.numero} en préparation.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("lots") });
      onCree(l);
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const changer = (faire: () => void) => {
    setBilan(undefined);
    faire();
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (bilan) {
      creation.mutate(bilan.parts);
    } else {
      simulation.mutate();
    }
  };
  const erreur = creation.error ?? simulation.error;
  return (
    <Dialogue
      titre="Nouveau lot"
      ouvert
      onFermer={onFermer}
      actions={
        <Envoi
          formulaire={formulaire}
          nom={bilan ? `Créer le lot de ${bilan.parts > 1 ? `${nombre(bilan.parts)} parts` : "une part"}` : "Simuler"}
          enCours={simulation.isPending || creation.isPending}
          inactif={bilan?.parts === 0}
          onAnnuler={onFermer}
        />
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={erreur} />
        <Champs>
          <ChampChoix nom="Cible" valeur={cible} onChange={(v) => changer(() => setCible(v as CibleLot))} choix={CIBLES} />
          <ChampChoix nom="Session" valeur={session} onChange={(v) => changer(() => setSession(v))} choix={[{ valeur: "", libelle: "Toutes" }, ...sessions.map((s) => ({ valeur: s.code, libelle: s.code }))]} />
          <Champ nom="Examen" valeur={examen} onChange={(v) => changer(() => setExamen(v))} max={40} code indice="Code ; vide : tous" />
          <Champ nom="Missions jusqu’au" type="date" valeur={jusquAu} onChange={(v) => changer(() => setJusquAu(v))} faute={fauteDe(erreur, "jusqu_au")} indice="Vide : toutes" />
          {cible === "sepa" ? <Champ nom="Exécution demandée" type="date" valeur={execution} onChange={setExecution} indice="Vide : demain" /> : null}
        </Champs>
        {bilan ? <Bilan bilan={bilan} /> : null}
      </form>
    </Dialogue>
  );
}

function Bilan({ bilan: b }: Readonly<{ bilan: BilanLot }>) {
  return (
    <div role="status">
      <p className="fr-mt-2w fr-mb-1v">
        <strong>{b.parts === 0 ? "Aucune part à prendre." : `${nombre(b.parts)} ${b.parts > 1 ? "parts" : "part"}, ${nombre(b.personnes)} ${b.personnes > 1 ? "personnes" : "personne"}, ${montant(b.somme, b.devise)}.`}</strong>
      </p>
      {b.laissees.length > 0 ? (
        <>
          <p className="fr-mb-1v">Laissées de côté :</p>
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
