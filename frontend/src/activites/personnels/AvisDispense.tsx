import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Dispense } from "../../api/genere";
import { donnerAvisDispense, lireDispense, listerDispenses } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import {
  AVIS_DISPENSE,
  ETATS_DISPENSE,
  nommer,
  MOTIFS_DISPENSE,
  portee,
} from "../../dossier/disponible";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { ChampChoix } from "../../ui/Champ";
import { ChampLong } from "../../ui/ChampLong";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Personnels.module.css";

/** The requests of the school's people: the chef says what it would mean for the service. */
export function AvisDispenses() {
  const [choisie, choisir] = useState<Dispense>();
  const lues = useQuery({
    queryKey: cleListe("dispenses"),
    queryFn: ({ signal }) => listerDispenses({ query: { taille: 100 }, signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  if (!lues.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  return (
    <div className={styles["page"]}>
      {lues.data.items.length === 0 ? <p>Aucune demande de dispense.</p> : null}
      <div className={styles["dispenses"]}>
        {lues.data.items.map((d) => (
          <article key={d.id} aria-label={`Dispense de ${d.intervenant_nom}`}>
            <h2>{d.intervenant_nom}</h2>
            <p>
              {d.session_code}, {portee(d)}. Demandée le {instant(d.demandee_le)}.{" "}
              <strong>{nommer(ETATS_DISPENSE, d.etat)}</strong>
              {d.avis ? `, avis ${nommer(AVIS_DISPENSE, d.avis).toLowerCase()}` : ""}.
            </p>
            {d.etat === "demandee" ? (
              <div className={styles["actions"]}>
                <button type="button" className="fr-btn fr-btn--sm" onClick={() => choisir(d)}>
                  Donner mon avis…
                </button>
                {d.avis_avant ? <span>avant le {instant(d.avis_avant)}</span> : null}
              </div>
            ) : null}
          </article>
        ))}
      </div>
      {choisie ? (
        <DonnerAvis key={choisie.id} id={choisie.id} onFermer={() => choisir(undefined)} />
      ) : null}
    </div>
  );
}

const AVIS = [
  { valeur: "favorable", libelle: "Favorable" },
  { valeur: "defavorable", libelle: "Défavorable" },
] as const;

function DonnerAvis({ id, onFermer }: Readonly<{ id: string; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [avis, setAvis] = useState("favorable");
  const [motif, setMotif] = useState("");
  const lue = useQuery({
    queryKey: ["dispense", id],
    queryFn: ({ signal }) => lireDispense({ path: { id }, signal }),
  });
  const envoi = useMutation({
    mutationFn: (d: Dispense) =>
      donnerAvisDispense({
        path: { id },
        body: {
          avis: avis === "favorable" ? "favorable" : "defavorable",
          motif,
          version: d.version,
        },
      }),
    onSuccess: (d) => {
      ecrire(`${d.intervenant_nom} : avis transmis à la division des examens.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: cleListe("dispenses") });
      void client.invalidateQueries({ queryKey: ["dispense", id] });
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (lue.data) {
      envoi.mutate(lue.data);
    }
  };
  return (
    <Dialogue
      titre={`Avis sur la dispense${lue.data ? ` de ${lue.data.intervenant_nom}` : ""}`}
      ouvert
      onFermer={onFermer}
      actions={
        <Envoi
          formulaire={formulaire}
          nom="Transmettre"
          enCours={envoi.isPending}
          inactif={!lue.data}
          onAnnuler={onFermer}
        />
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error ?? lue.error} />
        {lue.data ? (
          <>
            <p>
              {lue.data.session_code}, {portee(lue.data)}.
            </p>
            {lue.data.lisible ? (
              <p>
                <strong>{nommer(MOTIFS_DISPENSE, lue.data.motif)}</strong> : {lue.data.expose}
                {lue.data.justificatif ? (
                  <>
                    {" "}
                    <a href={`/api/v1/dispenses/${id}/justificatif`}>Justificatif</a>
                  </>
                ) : null}
              </p>
            ) : (
              <p>
                La personne n’a pas ouvert son motif à l’établissement : votre avis porte sur le
                service, pas sur le motif.
              </p>
            )}
          </>
        ) : null}
        <ChampChoix nom="Mon avis" valeur={avis} onChange={setAvis} choix={AVIS} />
        <ChampLong
          nom="Précision"
          valeur={motif}
          onChange={setMotif}
          max={1000}
          indice="Facultative. La division des examens la lit."
        />
      </form>
    </Dialogue>
  );
}
