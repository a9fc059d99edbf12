import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type SyntheticEvent } from "react";
import styles from "./Partage.module.css";

type Props = Readonly<{ liste: ReactNode; detail: ReactNode; nom: string; /** What the detail is about, in words: on a phone the row that said so is out of sight. */ sujet?: string | undefined; /** Share of the list, in percent, until the user moves the bar. */ part?: number }>;

const CLE = "imagin.partage";
const MIN = 20;
const MAX = 85;

function partLue(depart: number): number {
  try {
    const lu = Number(localStorage.getItem(CLE));
    return lu >= MIN && lu <= MAX ? lu : depart;
  } catch {
    return depart;
  }
}

/** Too narrow for both: the same width as in the style sheet. */
const etroit = () => window.matchMedia("(max-width: 48em)").matches;

/** A row that is opened, as opposed to a box that is ticked or a link that is followed. */
const estLigne = (e: SyntheticEvent) =>
  e.target instanceof Element && e.target.closest("[data-rang]") !== null && e.target.closest("a, button, input, select") === null;

/**
 * List above, detail below, and a bar between them that moves by drag, by arrows, by Enter or by buttons. On a phone, one at a
 * time: choosing a row leaves the list for its detail, and a button comes back.
 */
export function Partage({ liste, detail, nom, sujet, part: depart = 60 }: Props) {
  const [part, setPart] = useState(() => partLue(depart));
  const [replie, setReplie] = useState(false);
  const [volet, setVolet] = useState<"liste" | "detail">("liste");
  const zone = useRef<HTMLDivElement>(null);
  const place = useRef(0);
  const montrer = (lequel: typeof volet) => {
    if (lequel === "detail") {
      place.current = window.scrollY;
    }
    setVolet(lequel);
    if (etroit()) {
      // Once the other half is drawn: where one reads from, or where one had left the list.
      requestAnimationFrame(() => {
        zone.current?.querySelector<HTMLElement>(lequel === "detail" ? "#detail" : "[data-courante=true] [tabindex]")?.focus({ preventScroll: true });
        window.scrollTo(0, lequel === "detail" ? 0 : place.current);
      });
    }
  };
  const poser = (p: number) => {
    const bornee = Math.round(Math.min(MAX, Math.max(MIN, p)));
    setPart(bornee);
    setReplie(false);
    try {
      localStorage.setItem(CLE, String(bornee));
    } catch {
      // kept for this page only
    }
  };
  const touche = (e: KeyboardEvent) => {
    const vers = { ArrowUp: part - 5, ArrowDown: part + 5, Home: MIN, End: MAX }[e.key];
    if (vers !== undefined) {
      e.preventDefault();
      poser(vers);
    } else if (e.key === "Enter") {
      setReplie(!replie);
    }
  };
  const glisser = (e: PointerEvent) => {
    const cadre = zone.current?.getBoundingClientRect();
    if (e.buttons === 1 && cadre) {
      poser(((e.clientY - cadre.top) / cadre.height) * 100);
    }
  };
  return (
    <div ref={zone} className={styles["partage"]} data-volet={volet} style={{ gridTemplateRows: replie ? "minmax(0,1fr) auto 0" : `minmax(0,${part}fr) auto minmax(0,${100 - part}fr)` }}>
      {/* The rows are reached and opened by keyboard in the grid itself: this only follows. */}
      <div className={styles["liste"]} role="presentation" onClick={(e) => estLigne(e) && montrer("detail")} onKeyDown={(e) => e.key === "Enter" && estLigne(e) && montrer("detail")}>
        {liste}
      </div>
      <div className={styles["barre"]}>
        <div
          role="separator"
          aria-orientation="horizontal"
          aria-label="Partage entre la liste et le détail"
          aria-valuenow={replie ? 100 : part}
          aria-valuemin={MIN}
          aria-valuemax={100}
          tabIndex={0}
          className={styles["poignee"]}
          onKeyDown={touche}
          onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
          onPointerMove={glisser}
        />
        <button type="button" aria-label="Agrandir le détail" title="Agrandir le détail" onClick={() => poser(part - 10)}>
          ▲
        </button>
        <button type="button" aria-label="Agrandir la liste" title="Agrandir la liste" onClick={() => poser(part + 10)}>
          ▼
        </button>
        <button type="button" aria-expanded={!replie} onClick={() => setReplie(!replie)}>
          {replie ? "Montrer le détail" : "Replier"}
        </button>
      </div>
      <section id="detail" aria-label={nom} tabIndex={-1} className={styles["detail"]} hidden={replie}>
        <button type="button" className={`fr-btn fr-btn--sm fr-btn--secondary ${styles["retour"]}`} onClick={() => montrer("liste")}>
          ← Retour à la liste
        </button>
        {sujet ? <p className={styles["sujet"]}>{sujet}</p> : null}
        {detail}
      </section>
    </div>
  );
}
