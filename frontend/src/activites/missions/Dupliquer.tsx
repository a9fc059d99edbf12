import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Mission } from "../../api/genere";
import { dupliquerMission } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampListe } from "../../dossier/ChampListe";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { proposerCentres } from "../../dossier/proposes";
import { accorder } from "../../grille/textes";
import { Champ, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { nomMission } from "./nom";
import { relire } from "./relire";

type Props = Readonly<{ mission: Mission; onFait: (m: Mission) => void; onFermer: () => void }>;

export function Dupliquer({ mission: m, onFait, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [nombre, setNombre] = useState("1");
  const [jours, setJours] = useState("0");
  const [centre, setCentre] = useState({ id: "", libelle: "" });
  const copie = useMutation({
    mutationFn: () => dupliquerMission({ path: { id: m.id }, body: { nombre: Number(nombre), decalage_jours: Number(jours), ...(centre.id ? { centre: centre.id } : {}) } }),
    onSuccess: ({ missions }) => {
      ecrire(`${nomMission(m)} : ${accorder(missions.length, "copie en brouillon", "copies en brouillon")}.`, "succes");
      relire(client);
      onFermer();
      if (missions[0]) {
        onFait(missions[0]);
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    copie.mutate();
  };
  return (
    <Dialogue titre={`Dupliquer « ${nomMission(m)} »`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Dupliquer" enCours={copie.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={copie.error} />
        <p>Les copies ont les mêmes créneaux, besoins et origines ; personne n’y est affecté.</p>
        <Champs>
          <Champ nom="Nombre de copies" type="number" valeur={nombre} onChange={setNombre} requis faute={fauteDe(copie.error, "nombre")} />
          <Champ nom="Jours entre deux copies" type="number" valeur={jours} onChange={setJours} requis indice="0 : aux mêmes dates" faute={fauteDe(copie.error, "decalage_jours")} />
          <ChampListe nom="Centre" cle={`centres-${m.session}`} {...centre} chercher={(q, signal) => proposerCentres(m.session, q, signal)} onChange={(id, libelle) => setCentre({ id, libelle })} vide="Vide : le même" />
        </Champs>
      </form>
    </Dialogue>
  );
}
