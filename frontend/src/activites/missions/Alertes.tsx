import type { AlerteMission } from "../../api/genere";
import { instant } from "../../grille/formats";

/** What changed under people who were already convoked, until somebody deals with it. */
export function Alertes({ alertes }: Readonly<{ alertes: readonly AlerteMission[] }>) {
  const ouvertes = alertes.filter((a) => !a.traitee_le);
  return ouvertes.length === 0 ? null : (
    <div className="fr-alert fr-alert--warning fr-alert--sm">
      {ouvertes.map((a) => (
        <p key={a.id}>
          Changée le {instant(a.le)} sous des personnes convoquées : {a.suite}
        </p>
      ))}
    </div>
  );
}
