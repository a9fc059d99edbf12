import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Tache } from "../../api/genere";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";

const MINUTE = 60;

function duree(t: Tache): string {
  if (!t.debut || !t.fin) {
    return "";
  }
  const s = Math.round((Date.parse(t.fin) - Date.parse(t.debut)) / 1000);
  return s < MINUTE ? `${s} s` : `${Math.floor(s / MINUTE)} min ${String(s % MINUTE).padStart(2, "0")} s`;
}

function suite(t: Tache): string {
  switch (t.etat) {
    case "en_attente":
      return "Attend qu’un serveur soit libre.";
    case "en_cours":
      return `Commencée le ${instant(t.debut ?? t.cree_le)}. Un serveur qui s’arrête la laisse à un autre, qui la reprend sans rien faire deux fois.`;
    case "terminee":
      return `Terminée le ${instant(t.fin ?? t.cree_le)}, en ${duree(t)}.`;
    case "echouee":
      return `Arrêtée le ${instant(t.fin ?? t.cree_le)} : ce qui suit dit pourquoi. Corrigez, puis relancez-la depuis son activité.`;
    case "annulee":
      return "Annulée : rien de ce qu’elle devait faire n’a été gardé.";
  }
}

/** One tâche, live until it ends, and the way to stop it. */
export function FicheTache({ tache }: Readonly<{ tache: Tache }>) {
  const client = useQueryClient();
  const finir = useCallback(() => void client.invalidateQueries({ queryKey: cleListe("taches") }), [client]);
  const suivie = useTache(estFinie(tache) ? undefined : tache.id, finir);
  const t = suivie ?? tache;
  return (
    <article aria-label={t.libelle}>
      <h2 className="fr-h6">{t.libelle}</h2>
      <p>
        Demandée le {instant(t.cree_le)} par {t.cree_par}.
      </p>
      <p>{suite(t)}</p>
      {estFinie(t) ? null : <Avancement tache={t} />}
      {t.message ? <p>{t.message}</p> : null}
    </article>
  );
}
