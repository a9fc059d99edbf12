import { Dialogue } from "../ui/Dialogue";
import type { Arrangement } from "./arrangement";
import type { Colonne, LigneGrille } from "./types";
import styles from "./Grille.module.css";

type Props<T> = Readonly<{ colonnes: readonly Colonne<T>[]; arrangement: Arrangement<T>; onFermer: () => void }>;

/** Which columns, in which order, how tight. */
export function ChoixColonnes<T extends LigneGrille>({ colonnes, arrangement: r, onFermer }: Props<T>) {
  const { preferences: p } = r;
  const ordonnees = p.ordre.map((cle) => colonnes.find((c) => c.cle === cle)).filter((c) => c !== undefined);
  return (
    <Dialogue
      titre="Colonnes"
      ouvert
      onFermer={onFermer}
      actions={
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={r.reinitialiser}>
          Revenir à la présentation d’origine
        </button>
      }
    >
      <ul className={styles["choixColonnes"]}>
        {ordonnees.map((c) => {
          const visible = !p.masquees.includes(c.cle);
          return (
            <li key={c.cle}>
              <label>
                <input type="checkbox" checked={visible} disabled={visible && r.visibles.length < 2} onChange={() => r.montrer(c.cle, !visible)} /> {c.titre}
              </label>
              <button type="button" aria-label={`Monter ${c.titre}`} disabled={!visible} onClick={() => r.deplacer(c.cle, "gauche")}>
                ↑
              </button>
              <button type="button" aria-label={`Descendre ${c.titre}`} disabled={!visible} onClick={() => r.deplacer(c.cle, "droite")}>
                ↓
              </button>
              <label className={styles["epingle"]}>
                <input type="checkbox" checked={p.epinglees.includes(c.cle)} disabled={!visible} onChange={(e) => r.epingler(c.cle, e.target.checked)} /> Épinglée
                <span className="lecture-seule-ecran"> : {c.titre}</span>
              </label>
            </li>
          );
        })}
      </ul>
      <label>
        <input type="checkbox" checked={p.densite === "compacte"} onChange={(e) => r.densite(e.target.checked ? "compacte" : "normale")} /> Lignes serrées
      </label>
    </Dialogue>
  );
}
