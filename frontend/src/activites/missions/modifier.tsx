import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { probleme } from "../../api/erreur";
import type { EffetMission, Mission, ModificationMission } from "../../api/genere";
import { modifierMission } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { accorder } from "../../grille/textes";
import { Dialogue } from "../../ui/Dialogue";
import { Effet } from "./Effet";
import { nomMission } from "./nom";
import { relire } from "./relire";

type Modifier = Readonly<{ enregistrer: (body: ModificationMission) => void; enCours: boolean; erreur: unknown; dialogue: ReactNode }>;

/** A change is made at once when it touches nobody; else it is first shown, with whom it touches and what comes next. */
export function useModifier(mission: Mission, apres?: () => void): Modifier {
  const client = useQueryClient();
  const [vu, setVu] = useState<Readonly<{ body: ModificationMission; effet: EffetMission }>>();
  const appeler = (body: ModificationMission) => modifierMission({ path: { id: mission.id }, headers: { "If-Match": `"${mission.version}"` }, body });
  const faite = (e: EffetMission) => {
    ecrire(e.change.length > 0 ? `${nomMission(e.mission.mission)} : ${e.change.join(", ")}.` : "Rien à changer.", "succes");
    setVu(undefined);
    relire(client);
    apres?.();
  };
  const essai = useMutation({
    mutationFn: async (body: ModificationMission) => {
      if (mission.affectes > 0) {
        const effet = await appeler({ ...body, simulation: true });
        if (effet.touches.length > 0 || effet.suites.length > 0) {
          setVu({ body, effet });
          return;
        }
      }
      faite(await appeler(body));
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const ecriture = useMutation({
    mutationFn: (body: ModificationMission) => appeler({ ...body, accepte: true }),
    onSuccess: faite,
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const fermer = () => setVu(undefined);
  const empeche = vu?.effet.touches.some((t) => t.empechement) ?? false;
  return {
    enregistrer: (body) => {
      ecriture.reset();
      essai.mutate(body);
    },
    enCours: essai.isPending || ecriture.isPending,
    erreur: essai.error ?? ecriture.error,
    dialogue: vu ? (
      <Dialogue
        titre={`Ce changement touche ${accorder(vu.effet.touches.length, "personne", "personnes")}`}
        ouvert
        onFermer={fermer}
        actions={
          <>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={fermer}>
              Annuler
            </button>
            <button type="button" className="fr-btn fr-btn--sm" disabled={empeche || ecriture.isPending} onClick={() => ecriture.mutate(vu.body)}>
              {ecriture.isPending ? "Un instant…" : "Appliquer"}
            </button>
          </>
        }
      >
        <Refus erreur={ecriture.error} />
        <Effet effet={vu.effet} />
      </Dialogue>
    ) : null,
  };
}
