export type Lieu = Readonly<{ latitude: number; longitude: number }>;

/** Kilometres east and south of the centre of the map. */
export type Plan = Readonly<{ x: number; y: number }>;

const RAYON_KM = 6371;
const KM_PAR_DEGRE = (Math.PI * RAYON_KM) / 180;

const radians = (degres: number) => (degres * Math.PI) / 180;

/** Equirectangular around the centre: true to a few parts in a thousand over an académie, and a straight line is a ruler's. */
export function projeter(centre: Lieu, lieu: Lieu): Plan {
  // Across the 180th meridian, the short way round.
  const est = ((lieu.longitude - centre.longitude + 540) % 360) - 180;
  return { x: est * KM_PAR_DEGRE * Math.cos(radians(centre.latitude)), y: (centre.latitude - lieu.latitude) * KM_PAR_DEGRE };
}

/** As the crow flies, by the same sphere as the server's. */
export function distanceKm(a: Lieu, b: Lieu): number {
  const h =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * RAYON_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

export type Cadre = Plan & Readonly<{ pxParKm: number }>;

/** The middle and the scale that show every point, with a margin for the marks and their names. */
export function cadrer(points: readonly Plan[], largeur: number, hauteur: number, marge = 28): Cadre {
  const bornes = (axe: "x" | "y") => ({ min: Math.min(...points.map((p) => p[axe])), max: Math.max(...points.map((p) => p[axe])) });
  const x = bornes("x");
  const y = bornes("y");
  const place = (px: number, km: number) => Math.max(1, px - 2 * marge) / Math.max(1, km);
  return { x: (x.min + x.max) / 2, y: (y.min + y.max) / 2, pxParKm: Math.min(place(largeur, x.max - x.min), place(hauteur, y.max - y.min)) };
}

/** The longest round distance (1, 2 or 5 times a power of ten) whose bar is not wider than `max` pixels. */
export function echelle(pxParKm: number, max: number): Readonly<{ km: number; px: number }> {
  const ordre = 10 ** Math.floor(Math.log10(max / pxParKm));
  const km = ordre * (ordre * 5 * pxParKm <= max ? 5 : ordre * 2 * pxParKm <= max ? 2 : 1);
  return { km, px: km * pxParKm };
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const SENS: Readonly<Record<Direction, Plan>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };

export function estDirection(touche: string): touche is Direction {
  return touche in SENS;
}

/** The next point that way: ahead before aside, so that arrows never jump across the map. */
export function voisinVers(points: readonly Plan[], depuis: number, direction: Direction): number | undefined {
  const ici = points[depuis];
  const sens = SENS[direction];
  let meilleur: number | undefined;
  let cout = Number.POSITIVE_INFINITY;
  points.forEach((p, i) => {
    const dx = p.x - (ici?.x ?? 0);
    const dy = p.y - (ici?.y ?? 0);
    const devant = dx * sens.x + dy * sens.y;
    const cote = Math.abs(dx * sens.y) + Math.abs(dy * sens.x);
    if (i !== depuis && devant > 0 && devant >= cote / 2 && devant + 2 * cote < cout) {
      meilleur = i;
      cout = devant + 2 * cote;
    }
  });
  return meilleur;
}

type Etiquetable = Readonly<{ x: number; y: number; nom: string }>;
type Boite = Readonly<{ g: number; d: number; h: number; b: number }>;

const HAUTEUR = 14;
const CARACTERE = 6.5;
const ECART = 9;

/** Which names can be written inside the frame without covering another: those that come first are served first. */
export function etiqueter(points: readonly Etiquetable[], largeur: number): readonly ("droite" | "gauche" | undefined)[] {
  const pris: Boite[] = points.map((p) => ({ g: p.x - 5, d: p.x + 5, h: p.y - 5, b: p.y + 5 }));
  const dedans = (r: Boite) => r.g >= -largeur / 2 && r.d <= largeur / 2;
  const libre = (r: Boite, sauf: number) => pris.every((p, i) => i === sauf || p.d < r.g || p.g > r.d || p.b < r.h || p.h > r.b);
  return points.map((p, i) => {
    const large = p.nom.length * CARACTERE;
    const a = (g: number): Boite => ({ g, d: g + large, h: p.y - HAUTEUR / 2, b: p.y + HAUTEUR / 2 });
    const cotes = [
      ["droite", a(p.x + ECART)],
      ["gauche", a(p.x - ECART - large)],
    ] as const;
    const trouve = cotes.find(([, boite]) => dedans(boite) && libre(boite, i));
    if (trouve) {
      pris.push(trouve[1]);
    }
    return trouve?.[0];
  });
}
