export type Sens = "croissant" | "decroissant";
export type CritereTri = Readonly<{ cle: string; sens: Sens }>;

/** The server refuses a sixth. */
export const CRITERES_MAX = 5;

export function lireTri(tri: string): readonly CritereTri[] {
  const vus = new Set<string>();
  const criteres: CritereTri[] = [];
  for (const morceau of tri.split(",").map((m) => m.trim())) {
    const cle = morceau.replace(/^-/, "");
    if (cle !== "" && !vus.has(cle)) {
      vus.add(cle);
      criteres.push({ cle, sens: morceau.startsWith("-") ? "decroissant" : "croissant" });
    }
  }
  return criteres.slice(0, CRITERES_MAX);
}

export function ecrireTri(criteres: readonly CritereTri[]): string {
  return criteres.map((c) => (c.sens === "decroissant" ? `-${c.cle}` : c.cle)).join(",");
}

function suivant(sens: Sens | undefined): Sens | undefined {
  return sens === undefined ? "croissant" : sens === "croissant" ? "decroissant" : undefined;
}

/** None, then ascending, then descending, then none. Adding keeps the other criteria and their ranks. */
export function basculerTri(tri: string, cle: string, ajouter: boolean): string {
  const criteres = lireTri(tri);
  return poserTri(tri, cle, suivant(criteres.find((c) => c.cle === cle)?.sens), ajouter);
}

export function poserTri(tri: string, cle: string, sens: Sens | undefined, ajouter: boolean): string {
  const criteres = lireTri(tri);
  if (!ajouter) {
    return sens ? ecrireTri([{ cle, sens }]) : "";
  }
  if (!sens) {
    return ecrireTri(criteres.filter((c) => c.cle !== cle));
  }
  if (criteres.some((c) => c.cle === cle)) {
    return ecrireTri(criteres.map((c) => (c.cle === cle ? { cle, sens } : c)));
  }
  return ecrireTri(criteres.length < CRITERES_MAX ? [...criteres, { cle, sens }] : criteres);
}

/** Rank is only worth showing when there are several. */
export function etatTri(tri: string, cle: string): Readonly<{ sens: Sens; rang: number | undefined }> | undefined {
  const criteres = lireTri(tri);
  const i = criteres.findIndex((c) => c.cle === cle);
  const critere = criteres[i];
  return critere && { sens: critere.sens, rang: criteres.length > 1 ? i + 1 : undefined };
}
