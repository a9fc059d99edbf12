import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Convocation, MissionConvoquee } from "../../api/genere";
import { ecrireConsigne, lireConvocation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { ChampChoix } from "../../ui/Champ";
import { ChampLong } from "../../ui/ChampLong";
import { Dialogue } from "../../ui/Dialogue";

type Props = Readonly<{ convocation: Convocation; onFermer: () => void }>;

/** Room, door, hour of welcome: what the centre tells one person. Her letter is replaced at once. */
export function MotDuCentre({ convocation: c, onFermer }: Props) {
  const lue = useQuery({ queryKey: [...cleListe("convocations"), "une", c.id, c.version], queryFn: ({ signal }) => lireConvocation({ path: { id: c.id }, signal }) });
  return lue.data ? (
    <Modifier convocation={c} missions={lue.data.missions} onFermer={onFermer} />
  ) : (
    <Dialogue titre={`Convocation de ${c.prenom} ${c.nom}`} ouvert onFermer={onFermer}>
      <p aria-busy="true">Chargement…</p>
    </Dialogue>
  );
}

function Modifier({ convocation: c, missions, onFermer }: Props & Readonly<{ missions: readonly MissionConvoquee[] }>) {
  const formulaire = useId();
  const [affectation, setAffectation] = useState(missions[0]?.affectation ?? "");
  const [consigne, setConsigne] = useState(missions[0]?.consignes ?? "");
  const envoi = useMutation({
    mutationFn: () => ecrireConsigne({ path: { id: c.id }, body: { affectation, ...(consigne.trim() ? { consigne } : {}) } }),
    onSuccess: (x) => {
      ecrire(`Rectificative ${x.numero} éditée pour ${x.prenom} ${x.nom}.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  const choisir = (id: string) => {
    setAffectation(id);
    setConsigne(missions.find((m) => m.affectation === id)?.consignes ?? "");
  };
  return (
    <Dialogue
      titre={`Modifier la convocation de ${c.prenom} ${c.nom}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Éditer la rectificative" enCours={envoi.isPending} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        {missions.length > 1 ? (
          <ChampChoix
            nom="Mission"
            valeur={affectation}
            onChange={choisir}
            choix={missions.map((m) => ({ valeur: m.affectation, libelle: [m.type, m.centre, m.creneaux[0]?.date].filter(Boolean).join(", ") }))}
          />
        ) : null}
        <ChampLong
          nom="Consigne"
          valeur={consigne}
          onChange={setConsigne}
          max={1000}
          indice="Salle, porte, heure d’accueil… pour cette personne seulement. Vide : la consigne de la mission."
          faute={fauteDe(envoi.error, "consigne")}
        />
        <p>Les heures et le lieu se changent dans la mission, par le gestionnaire. La personne reçoit aussitôt la lettre rectifiée.</p>
      </form>
    </Dialogue>
  );
}
