import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import { fusionnerMissions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { Dialogue } from "../../ui/Dialogue";
import { Fiche } from "../../ui/Page";
import { nomMission } from "./nom";
import { relire } from "./relire";

/** The first that was ticked takes the others; a trial shows it as it would become. */
export function Fusionner({ ids, onFermer }: Readonly<{ ids: readonly string[]; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [vers = "", ...avec] = ids;
  const appeler = (simulation: boolean) => fusionnerMissions({ body: { vers, avec, simulation } });
  const essai = useQuery({ queryKey: ["mission", "fusion", ids], queryFn: () => appeler(true), retry: false, gcTime: 0, staleTime: 0 });
  const fusion = useMutation({
    mutationFn: () => appeler(false),
    onSuccess: (b) => {
      ecrire(`${nomMission(b.mission.mission)} : ${accorder(ids.length, "mission réunie", "missions réunies")}.`, "succes");
      relire(client);
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    fusion.mutate();
  };
  const m = essai.data?.mission;
  return (
    <Dialogue
      titre={`Fusionner ${accorder(ids.length, "mission", "missions")}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Fusionner" enCours={fusion.isPending} inactif={!essai.data} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={fusion.error ?? essai.error} />
        {essai.isPending ? <p aria-busy="true">Essai en cours, sans rien changer…</p> : null}
        {m ? (
          <>
            <p>Elles deviendraient une seule mission :</p>
            <Fiche
              champs={[
                ["Mission", nomMission(m.mission)],
                ["Centre", m.mission.centre_nom],
                ["Créneaux", nombre(m.creneaux.length)],
                ["Personnes demandées", nombre(m.mission.besoin + m.mission.reserve)],
                ["Candidats", m.mission.candidats === undefined ? undefined : nombre(m.mission.candidats)],
              ]}
            />
          </>
        ) : null}
      </form>
    </Dialogue>
  );
}
