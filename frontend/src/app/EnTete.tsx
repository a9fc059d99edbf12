import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { changerProfil, fermerSessionWeb } from "../api/coquille";
import type { Moi } from "../api/genere";
import { probleme } from "../api/erreur";
import { requetes } from "../api/requetes";
import { ecrire } from "../console/journal";
import { choisirTheme, THEMES, themeChoisi, type Theme } from "../ui/theme";
import { Marque } from "../ui/marque/Marque";
import styles from "./EnTete.module.css";

type Props = Readonly<{ moi: Moi; code: string }>;

const NOMS_THEMES: Record<Theme, string> = { systeme: "Thème du système", clair: "Thème clair", sombre: "Thème sombre" };

/** What was being typed leaves with the person: the next one on this machine reads nothing of it. */
function oublierBrouillons(): void {
  try {
    sessionStorage.clear();
  } catch {
    // nothing could be kept either
  }
}

export function EnTete({ moi, code }: Props) {
  const naviguer = useNavigate();
  const quitter = useMutation({
    mutationFn: () => fermerSessionWeb(),
    onSuccess: async ({ suite }) => {
      requetes.clear();
      oublierBrouillons();
      if (suite === "/portail") {
        await naviguer({ to: "/portail" });
      } else {
        window.location.assign(suite);
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <header className={styles["entete"]}>
      <Marque academie={moi.service.academie_libelle} />
      <div className={styles["identite"]}>
        <span className={styles["personne"]}>{moi.personne}</span>
        <ChoixService moi={moi} />
      </div>
      <div className={styles["acces"]}>
        <select aria-label="Thème de l’écran" className={styles["theme"]} defaultValue={themeChoisi()} onChange={(e) => choisirTheme(e.target.value as Theme)}>
          {THEMES.map((t) => (
            <option key={t} value={t}>
              {NOMS_THEMES[t]}
            </option>
          ))}
        </select>
        <a className="fr-link fr-link--sm" href="/guide.pdf" download="guide-imagin.pdf">
          Guide (PDF)
        </a>
        <a className="fr-link fr-link--sm" href={`/aide/${code || "accueil"}`} target="_blank" rel="noopener" title="Aide – nouvelle fenêtre">
          Aide
        </a>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={quitter.isPending} onClick={() => quitter.mutate()}>
          Quitter
        </button>
      </div>
    </header>
  );
}

/** Someone who holds several services moves between them without signing in again. */
function ChoixService({ moi }: Readonly<{ moi: Moi }>) {
  const changer = useMutation({
    mutationFn: (service: string) => changerProfil({ service }),
    onSuccess: () => window.location.assign("/"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (moi.services.length < 2) {
    return <span className={styles["service"]}>{moi.service.libelle}</span>;
  }
  return (
    <select aria-label="Service" className={styles["theme"]} value={moi.service.id} onChange={(e) => changer.mutate(e.target.value)}>
      {moi.services.map((s) => (
        <option key={s.id} value={s.id}>
          {s.libelle} – {s.academie_libelle}
        </option>
      ))}
    </select>
  );
}
