import { useEffect, useState } from "react";
import type { Tache } from "../api/genere";
import { lireTache } from "../api/genere/sdk.gen";

const FINIES: ReadonlySet<Tache["etat"]> = new Set(["terminee", "echouee", "annulee"]);

export const estFinie = (t: Tache): boolean => FINIES.has(t.etat);

const RELANCE = 2000;

/** Follows a tâche live; when the stream cannot hold (a proxy, a restart), asks again every two seconds. */
export function useTache(id: string | undefined, onFin: (tache: Tache) => void): Tache | undefined {
  const [tache, setTache] = useState<Tache>();
  useEffect(() => {
    if (!id) {
      return undefined;
    }
    let relance = 0;
    let vivant = true;
    const flux = new EventSource(`/api/v1/taches/${id}/evenements`);
    const arreter = () => {
      vivant = false;
      flux.close();
      window.clearTimeout(relance);
    };
    const recevoir = (t: Tache) => {
      if (vivant) {
        setTache(t);
        if (estFinie(t)) {
          arreter();
          onFin(t);
        }
      }
    };
    const demander = () => {
      lireTache({ path: { id } }).then(recevoir, () => undefined);
      if (vivant) {
        relance = window.setTimeout(demander, RELANCE);
      }
    };
    // The stream carries one Tache per event, as the contract says.
    flux.addEventListener("message", (e: MessageEvent<string>) => recevoir(JSON.parse(e.data) as Tache));
    flux.addEventListener("error", () => {
      flux.close();
      relance = window.setTimeout(demander, RELANCE);
    });
    return arreter;
  }, [id, onFin]);
  return tache?.id === id ? tache : undefined;
}
