import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { EtatRapprochement, Rapprochement } from "../../api/genere";
import { deciderRapprochement, deciderRapprochements, listerRapprochements } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_RAPPROCHEMENT } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { accorder } from "../../grille/textes";

export const motEtat = (etat: string): string => ETATS_RAPPROCHEMENT.find((e) => e.valeur === etat)?.libelle ?? etat;

/** One decision, over the version that was read. */
export function useDecider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ paire, etat, motif }: Readonly<{ paire: Rapprochement; etat: EtatRapprochement; motif: string }>) =>
      deciderRapprochement({ path: { id: paire.id }, headers: { "If-Match": `"${paire.version}"` }, body: { etat, ...(motif.trim() === "" ? {} : { motif: motif.trim() }) } }),
    onSuccess: (r) => ecrire(`${r.nom} ${r.prenom} : ${motEtat(r.etat).toLowerCase()}.`, "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => void client.invalidateQueries({ queryKey: cleListe("rapprochements") }),
  });
}

/** What one request may decide; a larger selection is decided in several. */
const LOT = 200;

async function choisies(s: Selection): Promise<readonly string[]> {
  if (s.mode === "lignes") {
    return s.ids;
  }
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- pages follow one another
    const lue = await listerRapprochements({ query: { page, taille: LOT, filtre: s.filtre, ...(s.q ? { q: s.q } : {}) } });
    ids.push(...lue.items.map((r) => r.id));
    if (ids.length >= lue.total || lue.items.length === 0) {
      return ids.filter((id) => !s.saufIds.includes(id));
    }
  }
}

export type Bilan = Readonly<{ decides: number; refuses: number; messages: readonly string[] }>;

/** Many decisions at once; the simulation says beforehand which would be refused, and why. */
export function useDeciderTout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ selection, etat, simulation }: Readonly<{ selection: Selection; etat: EtatRapprochement; simulation: boolean }>) => {
      const ids = await choisies(selection);
      const bilan = { decides: 0, refuses: 0, messages: [] as string[] };
      for (let i = 0; i < ids.length; i += LOT) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other: decisions on one person exclude each other
        const b = await deciderRapprochements({ body: { ids: ids.slice(i, i + LOT), etat, simulation } });
        bilan.decides += b.decides;
        bilan.refuses += b.refuses;
        bilan.messages.push(...b.messages);
      }
      return bilan satisfies Bilan;
    },
    onSuccess: (b, { simulation, etat }) => {
      if (!simulation) {
        ecrire(`${motEtat(etat)} : ${accorder(b.decides, "paire décidée", "paires décidées")}${b.refuses > 0 ? `, ${accorder(b.refuses, "refus", "refus")}` : ""}.`, b.refuses > 0 ? "alerte" : "succes");
        void client.invalidateQueries({ queryKey: cleListe("rapprochements") });
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
}
