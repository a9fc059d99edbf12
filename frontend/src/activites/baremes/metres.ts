const KM = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

export function kilometres(metres: number): string {
  return `${KM.format(metres / 1000)} km`;
}

/** Kilometres as people type them, in metres; undefined when it is no number. */
export function enMetres(saisi: string): number | undefined {
  const lu = /^(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(saisi.replaceAll(/[\s\u00a0\u202f]/g, ""));
  return lu ? Number(lu[1]) * 1000 + Number((lu[2] ?? "").padEnd(3, "0")) : undefined;
}
