import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { estDirection, type Direction, type Plan } from "./projection";

/** What is looked at: kilometres from the middle of the whole, and how much closer than the whole. */
export type Vue = Plan & Readonly<{ zoom: number }>;

const DEPART: Vue = { x: 0, y: 0, zoom: 1 };
const PAS: Readonly<Record<Direction, Plan>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
const PX_PAR_PAS = 60;
const ZOOM_MAX = 40;

function zoomer(v: Vue, facteur: number): Vue {
  return { ...v, zoom: Math.min(ZOOM_MAX, Math.max(0.5, v.zoom * facteur)) };
}

/** The size of an element as it is drawn, so that one unit of the map is one pixel of the screen. */
export function useTaille() {
  const ref = useRef<HTMLDivElement>(null);
  const [taille, setTaille] = useState({ largeur: 0, hauteur: 0 });
  useLayoutEffect(() => {
    const observe = new ResizeObserver(([e]) => {
      if (e) {
        setTaille({ largeur: e.contentRect.width, hauteur: e.contentRect.height });
      }
    });
    if (ref.current) {
      observe.observe(ref.current);
    }
    return () => observe.disconnect();
  }, []);
  return { ref, ...taille };
}

/** Moves by keys, by drag, by wheel and by buttons. `entier` is the pixels per kilometre that show the whole. */
export function useVue(entier: number, surface: RefObject<SVGSVGElement | null>) {
  const [vue, setVue] = useState(DEPART);
  const [prise, setPrise] = useState<Readonly<{ x: number; y: number }>>();
  const pxParKm = entier * vue.zoom;

  const glisser = (dx: number, dy: number) => setVue((v) => ({ ...v, x: v.x + dx / (entier * v.zoom), y: v.y + dy / (entier * v.zoom) }));
  const vers = (d: Direction) => glisser(PAS[d].x * PX_PAR_PAS, PAS[d].y * PX_PAR_PAS);
  const grossir = (facteur: number) => setVue((v) => zoomer(v, facteur));
  const recentrer = () => setVue(DEPART);

  useEffect(() => {
    const s = surface.current;
    // React listens to the wheel passively: it could not keep the page from scrolling as well.
    const roue = (e: WheelEvent) => {
      e.preventDefault();
      setVue((v) => zoomer(v, e.deltaY < 0 ? 1.2 : 1 / 1.2));
    };
    s?.addEventListener("wheel", roue, { passive: false });
    return () => s?.removeEventListener("wheel", roue);
  }, [surface]);

  return {
    vue,
    pxParKm,
    vers,
    grossir,
    recentrer,
    touche: (e: KeyboardEvent) => {
      const action = { "+": () => grossir(1.5), "-": () => grossir(1 / 1.5), "0": recentrer }[e.key];
      if (e.ctrlKey || e.metaKey || e.altKey || !(action || estDirection(e.key))) {
        return;
      }
      e.preventDefault();
      if (action) {
        action();
      } else if (estDirection(e.key)) {
        vers(e.key);
      }
    },
    prendre: (e: PointerEvent<SVGSVGElement>) => {
      // A captured pointer would take the click away from the point under it.
      if (e.button === 0 && e.target instanceof Element && !e.target.closest("[data-point]")) {
        e.currentTarget.setPointerCapture(e.pointerId);
        setPrise({ x: e.clientX, y: e.clientY });
      }
    },
    tirer: (e: PointerEvent) => {
      if (prise) {
        glisser(prise.x - e.clientX, prise.y - e.clientY);
        setPrise({ x: e.clientX, y: e.clientY });
      }
    },
    lacher: () => setPrise(undefined),
  };
}
