import { useEffect, useId, useState, type FormEvent } from "react";
import type { OperationMissions } from "../../api/genere";
import { ChampListe } from "../../dossier/ChampListe";
import { enDemande } from "../../dossier/demande";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { proposerCentres } from "../../dossier/proposes";
import { nombre } from "../../grille/formats";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { OPERATIONS, useOperer, type Operation } from "./operer";
import styles from "./Missions.module.css";

type Props = Readonly<{ operation: Operation; selection: Selection; session: string; onFermer: () => void }>;

/** First a trial that changes nothing: how many, which are left aside and why, whom it touches. */
export function DialogueOperation({ operation, selection, session, onFermer }: Props) {
  const formulaire = useId();
  const [motif, setMotif] = useState("");
  const [jours, setJours] = useState("7");
  const [centre, setCentre] = useState({ id: "", libelle: "" });
  const essai = useOperer();
  const ecriture = useOperer();
  const { demande, nom } = OPERATIONS[operation];
  const pret = demande === undefined || (demande === "motif" ? motif.trim() !== "" : demande === "jours" ? Number.isInteger(Number(jours)) && Number(jours) !== 0 : centre.id !== "");
  const body: OperationMissions = {
    selection: enDemande(selection),
    operation,
    ...(demande === "motif" && motif.trim() ? { motif: motif.trim() } : {}),
    ...(demande === "jours" ? { jours: Number(jours) } : {}),
    ...(demande === "centre" && centre.id ? { centre: centre.id } : {}),
  };
  const cle = JSON.stringify(body);
  const [essaye, setEssaye] = useState("");
  const essayer = () => {
    setEssaye(cle);
    essai.mutate({ ...body, simulation: true });
  };
  const aEssayer = demande === undefined && essaye === "";
  useEffect(() => {
    if (aEssayer) {
      essayer();
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, at opening
  }, [aEssayer]);
  const vu = essaye === cle ? essai.data : undefined;
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (vu) {
      ecriture.mutate({ ...body, accepte: true }, { onSuccess: onFermer });
    } else {
      essayer();
    }
  };
  return (
    <Dialogue
      titre={`${nom.replace("…", "")} : ${selection.mode === "lignes" ? accorder(selection.ids.length, "mission", "missions") : "les missions du filtre"}`}
      ouvert
      onFermer={onFermer}
      actions={
        <Envoi
          formulaire={formulaire}
          nom={vu ? nom.replace("…", "") : "Essayer"}
          enCours={essai.isPending || ecriture.isPending}
          inactif={!pret || vu?.faites === 0}
          onAnnuler={onFermer}
        />
      }
    >
      <form id={formulaire} className={styles["bloc"]} onSubmit={soumettre}>
        <Refus erreur={ecriture.error ?? essai.error} />
        {demande === "motif" ? <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis indice="Pour l’historique" /> : null}
        {demande === "jours" ? <Champ nom="Nombre de jours" type="number" valeur={jours} onChange={setJours} requis indice="Négatif pour avancer ; l’heure du centre ne change pas" /> : null}
        {demande === "centre" ? (
          <ChampListe nom="Nouveau centre" cle={`centres-${session}`} {...centre} chercher={(q, signal) => proposerCentres(session, q, signal)} onChange={(id, libelle) => setCentre({ id, libelle })} requis vide="Choisissez dans la liste" />
        ) : null}
        {essai.isPending ? <p aria-busy="true">Essai en cours, sans rien changer…</p> : null}
        {vu ? <Bilan bilan={vu} operation={operation} /> : null}
      </form>
    </Dialogue>
  );
}

function Bilan({ bilan: b, operation }: Readonly<{ bilan: NonNullable<ReturnType<typeof useOperer>["data"]>; operation: Operation }>) {
  const [une, plusieurs] = OPERATIONS[operation].fait;
  return (
    <>
      <p>
        Sur {nombre(b.choisies)} : <strong>{accorder(b.faites, une, plusieurs)}</strong>.
        {b.affectes + b.convoques > 0 ? ` ${accorder(b.affectes + b.convoques, "personne touchée", "personnes touchées")}, dont ${accorder(b.convoques, "convoquée", "convoquées")}.` : ""}
      </p>
      {b.suites.length > 0 ? (
        <ul>
          {b.suites.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
      ) : null}
      {b.refus.map((r) => (
        <p key={r.raison}>
          {accorder(r.nombre, "laissée de côté", "laissées de côté")}, car {r.raison} : {r.exemples.join(" ; ")}
          {r.nombre > r.exemples.length ? "…" : "."}
        </p>
      ))}
    </>
  );
}
