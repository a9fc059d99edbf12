import { memo, useRef, type PointerEvent } from "react";
import { borner, variable } from "./largeurs";
import { placeEpinglee } from "./LigneTableau";
import { etatTri } from "./tri";
import type { Colonne } from "./types";
import styles from "./Grille.module.css";

type Props<T> = Readonly<{
  colonnes: readonly Colonne<T>[];
  indice: number;
  epingles: number;
  tri: string;
  filtree: boolean;
  onTrier: (cle: string, ajouter: boolean) => void;
  onMenu: (indice: number, bouton: HTMLElement) => void;
  onLargeur: (cle: string, largeur: number) => void;
  onAjuster: (indice: number) => void;
}>;

const SENS = { croissant: "ascending", decroissant: "descending" } as const;

function EnTete<T>(p: Props<T>) {
  const colonne = p.colonnes[p.indice];
  if (!colonne) {
    return null;
  }
  const triable = colonne.tri !== false;
  const tri = etatTri(p.tri, colonne.cle);
  return (
    <th
      scope="col"
      role="columnheader"
      tabIndex={-1}
      data-colonne={p.indice}
      data-epinglee={p.indice < p.epingles}
      aria-sort={tri ? SENS[tri.sens] : undefined}
      style={placeEpinglee(p.colonnes, p.indice, p.epingles)}
      className={styles["titre"]}
    >
      <button type="button" tabIndex={-1} className={styles["trier"]} aria-disabled={!triable} title={colonne.titre} onClick={(e) => (triable ? p.onTrier(colonne.cle, e.shiftKey) : undefined)}>
        <span className={styles["nom"]}>{colonne.titre}</span>
        {tri ? (
          <span aria-hidden="true" className={styles["fleche"]}>
            {tri.sens === "croissant" ? "▲" : "▼"}
            {tri.rang === undefined ? null : <sub>{tri.rang}</sub>}
          </span>
        ) : null}
        {p.filtree ? <span className="lecture-seule-ecran"> (filtrée)</span> : null}
      </button>
      <button type="button" tabIndex={-1} data-menu className={styles["menuColonne"]} data-filtree={p.filtree} aria-haspopup="menu" aria-label={`Menu de la colonne ${colonne.titre}`} onClick={(e) => p.onMenu(p.indice, e.currentTarget)}>
        <span aria-hidden="true">{p.filtree ? "▼" : "⋮"}</span>
      </button>
      <Poignee cle={colonne.cle} onLargeur={p.onLargeur} onAjuster={() => p.onAjuster(p.indice)} />
    </th>
  );
}

type PropsPoignee = Readonly<{ cle: string; onLargeur: (cle: string, largeur: number) => void; onAjuster: () => void }>;
type Glisse = { depuis: number; largeur: number; nouvelle: number; image: number };

/** One CSS variable per frame while it moves, one state at the end: rows are never drawn again by a drag. */
function Poignee({ cle, onLargeur, onAjuster }: PropsPoignee) {
  const glisse = useRef<Glisse | undefined>(undefined);
  const debut = (e: PointerEvent<HTMLElement>) => {
    const titre = e.currentTarget.parentElement;
    if (e.button === 0 && titre) {
      e.preventDefault();
      e.currentTarget.setPointerCapture(e.pointerId);
      const largeur = titre.getBoundingClientRect().width;
      glisse.current = { depuis: e.clientX, largeur, nouvelle: largeur, image: 0 };
    }
  };
  const bouge = (e: PointerEvent<HTMLElement>) => {
    const g = glisse.current;
    const table = e.currentTarget.closest("table");
    if (!g || !table) {
      return;
    }
    g.nouvelle = borner(g.largeur + e.clientX - g.depuis);
    cancelAnimationFrame(g.image);
    g.image = requestAnimationFrame(() => table.style.setProperty(variable(cle), `${g.nouvelle}px`));
  };
  const fin = () => {
    const g = glisse.current;
    glisse.current = undefined;
    if (g && g.nouvelle !== g.largeur) {
      onLargeur(cle, g.nouvelle);
    }
  };
  return (
    <span aria-hidden="true" className={styles["poignee"]} onPointerDown={debut} onPointerMove={bouge} onPointerUp={fin} onPointerCancel={fin} onDoubleClick={onAjuster} />
  );
}

// memo() loses the type parameter: the cast gives it back.
export const EnTeteColonne = memo(EnTete) as typeof EnTete;
