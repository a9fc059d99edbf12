import type { ReactNode } from "react";
import { modifier, TAILLES, type Recherche, type Taille } from "./recherche";
import { aUnePage, nombrePages, textePages } from "./textes";
import type { Page } from "./types";
import styles from "./Grille.module.css";

type Props = Readonly<{
  page: Page<unknown> | undefined;
  enErreur: boolean;
  recherche: Recherche;
  aller: (recherche: Recherche) => void;
  children?: ReactNode;
}>;

/** « First, previous, next, last » at the left of the upper band, as the users have known it since 2009. */
export function BandeauPages({ page, enErreur, recherche, aller, children }: Props) {
  const ici = recherche.page;
  const dernier = page ? nombrePages(page) : ici;
  const bouton = (signe: string, nom: string, vers: number, possible: boolean) => (
    <button
      type="button"
      className={styles["saut"]}
      aria-label={nom}
      title={nom}
      aria-disabled={!possible}
      onClick={() => (possible ? aller({ ...recherche, page: vers }) : undefined)}
    >
      <span aria-hidden="true">{signe}</span>
    </button>
  );
  return (
    <div className={styles["bandeau"]}>
      <nav aria-label="Pages de la liste" className={styles["pages"]}>
        {bouton("«", "Première page", 1, ici > 1)}
        {bouton("‹", "Page précédente", ici - 1, ici > 1)}
        {bouton("›", "Page suivante", ici + 1, page !== undefined && aUnePage(page, ici + 1))}
        {bouton("»", "Dernière page", dernier, ici < dernier && page?.total_exact !== false)}
        <span className={styles["compte"]}>{page ? textePages(page) : enErreur ? "" : "Chargement…"}</span>
        {dernier > 4 ? <AllerPage dernier={dernier} aller={(n) => aller({ ...recherche, page: n })} /> : null}
      </nav>
      <label className={styles["taille"]}>
        Lignes par page{" "}
        <select aria-label="Lignes par page" value={recherche.taille} onChange={(e) => aller(modifier(recherche, { taille: Number(e.target.value) as Taille }))}>
          {TAILLES.map((t) => (
            <option key={t} value={t}>
              {t}
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}

function AllerPage({ dernier, aller }: Readonly<{ dernier: number; aller: (n: number) => void }>) {
  return (
    <form
      className={styles["allerPage"]}
      onSubmit={(e) => {
        e.preventDefault();
        const n = Number(new FormData(e.currentTarget).get("page"));
        if (n >= 1) {
          aller(Math.min(dernier, Math.floor(n)));
          e.currentTarget.reset();
        }
      }}
    >
      <input name="page" inputMode="numeric" pattern="[0-9]*" aria-label={`Aller à la page (1 à ${dernier}), puis Entrée`} placeholder="Page n°" />
    </form>
  );
}
