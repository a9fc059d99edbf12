import { useId, useMemo, useRef, useState } from "react";
import styles from "./Carte.module.css";
import { PointsCarte, type PointPlace } from "./PointsCarte";
import { cadrer, echelle, projeter, type Direction, type Lieu } from "./projection";
import { useTaille, useVue } from "./vueCarte";

/** The shape says what a point is; a colour alone would not. */
export type Marque = "centre" | "plein" | "creux";

export type PointCarte = Lieu & Readonly<{ cle: string; nom: string; marque: Marque; /** Said after the name: a distance, a state. */ precision?: string }>;

type Props = Readonly<{
  nom: string;
  /** The first point is the centre; names that collide are written in the order of the list. */
  points: readonly [PointCarte, ...PointCarte[]];
  legende: readonly (readonly [Marque, string])[];
  choisi?: string | undefined;
  onChoisir?: (cle: string) => void;
}>;

const NOMBRE = new Intl.NumberFormat("fr-FR");
const FLECHES: readonly (readonly [Direction, string, string])[] = [
  ["ArrowLeft", "←", "Déplacer la carte vers l’ouest"],
  ["ArrowUp", "↑", "Déplacer la carte vers le nord"],
  ["ArrowDown", "↓", "Déplacer la carte vers le sud"],
  ["ArrowRight", "→", "Déplacer la carte vers l’est"],
];

/** Points around a place: no background, no tile, nothing asked of another server. A list beside it says the same in words. */
export function Carte({ nom, points, legende, choisi, onChoisir }: Props) {
  const aide = useId();
  const { ref, largeur, hauteur } = useTaille();
  const [designe, setDesigne] = useState<string>();
  const plan = useMemo(() => points.map((p) => projeter(points[0], p)), [points]);
  const surface = useRef<SVGSVGElement>(null);
  const cadre = useMemo(() => cadrer(plan, largeur, hauteur), [plan, largeur, hauteur]);
  const v = useVue(cadre.pxParKm, surface);
  const places: readonly PointPlace[] = points.map((p, i) => ({
    ...p,
    x: ((plan[i]?.x ?? 0) - cadre.x - v.vue.x) * v.pxParKm,
    y: ((plan[i]?.y ?? 0) - cadre.y - v.vue.y) * v.pxParKm,
  }));
  const regle = echelle(v.pxParKm, 120);
  const dit = points.find((p) => p.cle === (designe ?? choisi)) ?? points[0];
  return (
    <div className={styles["carte"]}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- an application takes the keys: this one moves by arrows */}
      <div ref={ref} role="application" aria-label={nom} aria-describedby={aide} tabIndex={0} className={styles["cadre"]} onKeyDown={v.touche}>
        <svg
          ref={surface}
          width={largeur}
          height={hauteur}
          viewBox={`${-largeur / 2} ${-hauteur / 2} ${largeur} ${hauteur}`}
          className={styles["surface"]}
          onPointerDown={v.prendre}
          onPointerMove={v.tirer}
          onPointerUp={v.lacher}
          onPointerCancel={v.lacher}
        >
          <PointsCarte points={places} largeur={largeur} choisi={choisi} designe={designe} onDesigner={setDesigne} onChoisir={onChoisir} />
          <g className={styles["regle"]} transform={`translate(${12 - largeur / 2} ${hauteur / 2 - 10})`}>
            <path d={`M0 -5V0H${regle.px}V-5`} />
            <text x={regle.px / 2} y={-6} textAnchor="middle">
              {NOMBRE.format(regle.km)} km
            </text>
          </g>
        </svg>
        <p id={aide} className="lecture-seule-ecran">
          Flèches : déplacer la carte. Touches + et − : agrandir, réduire. 0 : tout montrer. Tabulation : aller aux points, puis flèches d’un point à l’autre. La liste voisine dit
          la même chose.
        </p>
      </div>
      <div className={styles["commandes"]} role="group" aria-label="Commandes de la carte">
        <button type="button" aria-label="Agrandir" title="Agrandir (+)" onClick={() => v.grossir(1.5)}>
          +
        </button>
        <button type="button" aria-label="Réduire" title="Réduire (−)" onClick={() => v.grossir(1 / 1.5)}>
          −
        </button>
        <button type="button" title="Tout montrer (0)" onClick={v.recentrer}>
          Tout
        </button>
        {FLECHES.map(([d, signe, titre]) => (
          <button key={d} type="button" aria-label={titre} title={titre} onClick={() => v.vers(d)}>
            {signe}
          </button>
        ))}
        <span className={styles["dit"]}>
          <strong>{dit.nom}</strong>
          {dit.precision ? `, ${dit.precision}` : null}
        </span>
      </div>
      <ul className={styles["legende"]}>
        {legende.map(([marque, texte]) => (
          <li key={marque}>
            <span aria-hidden="true" className={styles["pastille"]} data-marque={marque} /> {texte}
          </li>
        ))}
      </ul>
    </div>
  );
}
