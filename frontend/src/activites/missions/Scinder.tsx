import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Mission } from "../../api/genere";
import { scinderMission } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { nomMission } from "./nom";
import { relire } from "./relire";

type Props = Readonly<{ mission: Mission; onFait: (m: Mission) => void; onFermer: () => void }>;

const SELON = [
  { valeur: "effectifs", libelle: "Par effectifs : candidats, origines et besoins partagés" },
  { valeur: "jours", libelle: "Par jours : une mission par jour, mêmes besoins" },
] as const;

export function Scinder({ mission: m, onFait, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [selon, setSelon] = useState("effectifs");
  const [parts, setParts] = useState("2");
  const scission = useMutation({
    mutationFn: () =>
      scinderMission({ path: { id: m.id }, headers: { "If-Match": `"${m.version}"` }, body: { selon: selon === "jours" ? "jours" : "effectifs", parts: selon === "jours" ? 2 : Number(parts) } }),
    onSuccess: ({ missions }) => {
      ecrire(`${nomMission(m)} : scindée en ${missions.length}.`, "succes");
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
    scission.mutate();
  };
  return (
    <Dialogue titre={`Scinder « ${nomMission(m)} »`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Scinder" enCours={scission.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={scission.error} />
        <Champs>
          <ChampChoix nom="Scinder" valeur={selon} onChange={setSelon} choix={SELON} />
          {selon === "effectifs" ? <Champ nom="Nombre de missions" type="number" valeur={parts} onChange={setParts} requis faute={fauteDe(scission.error, "parts")} /> : null}
        </Champs>
      </form>
    </Dialogue>
  );
}
