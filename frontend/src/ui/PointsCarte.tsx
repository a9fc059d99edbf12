import { useRef, useState, type KeyboardEvent } from "react";
import type { PointCarte } from "./Carte";
import styles from "./Carte.module.css";
import { estDirection, etiqueter, voisinVers } from "./projection";

export type PointPlace = PointCarte & Readonly<{ x: number; y: number }>;

type Props = Readonly<{
  points: readonly PointPlace[];
  largeur: number;
  choisi: string | undefined;
  designe: string | undefined;
  onDesigner: (cle: string | undefined) => void;
  onChoisir: ((cle: string) => void) | undefined;
}>;

/** One tab stop for all the points; arrows go from one to the next. */
export function PointsCarte({ points, largeur, choisi, designe, onDesigner, onChoisir }: Props) {
  const groupe = useRef<SVGGElement>(null);
  const [actif, setActif] = useState(points[0]?.cle);
  const premiers = [designe, choisi];
  // Whoever is pointed at has his name written, whatever it covers.
  const ordre = points.toSorted((a, b) => Number(premiers.includes(b.cle)) - Number(premiers.includes(a.cle)));
  const cotes = etiqueter(ordre, largeur);
  const touche = (e: KeyboardEvent, i: number) => {
    const vers = estDirection(e.key) ? voisinVers(points, i, e.key) : undefined;
    const cible = vers === undefined ? undefined : points[vers];
    if (estDirection(e.key)) {
      // Arrows on the frame move the map; on a point they look for another.
      e.preventDefault();
      e.stopPropagation();
    }
    if (cible) {
      groupe.current?.querySelector<SVGElement>(`[data-point="${CSS.escape(cible.cle)}"]`)?.focus();
    } else if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      e.stopPropagation();
      onChoisir?.(points[i]?.cle ?? "");
    }
  };
  const entree = points.some((p) => p.cle === actif) ? actif : points[0]?.cle;
  return (
    <g ref={groupe}>
      {points.map((p, i) => {
        const cote = cotes[ordre.indexOf(p)] ?? (premiers.includes(p.cle) ? "droite" : undefined);
        return (
          <g
            key={p.cle}
            role="button"
            tabIndex={p.cle === entree ? 0 : -1}
            aria-label={p.precision ? `${p.nom}, ${p.precision}` : p.nom}
            aria-pressed={onChoisir ? p.cle === choisi : undefined}
            data-point={p.cle}
            data-marque={p.marque}
            data-choisi={p.cle === choisi}
            className={styles["point"]}
            transform={`translate(${p.x} ${p.y})`}
            onKeyDown={(e) => touche(e, i)}
            onClick={() => onChoisir?.(p.cle)}
            onFocus={() => {
              setActif(p.cle);
              onDesigner(p.cle);
            }}
            onBlur={() => onDesigner(undefined)}
            onPointerEnter={() => onDesigner(p.cle)}
            onPointerLeave={() => onDesigner(undefined)}
          >
            {/* A target of 24 pixels around a small mark. */}
            <circle r={12} className={styles["cible"]} />
            {p.marque === "centre" ? <path d="M0-8L8 0L0 8L-8 0Z" className={styles["marque"]} /> : <circle r={5} className={styles["marque"]} />}
            {cote ? (
              <text x={cote === "droite" ? 9 : -9} y={4} textAnchor={cote === "droite" ? "start" : "end"}>
                {p.nom}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
