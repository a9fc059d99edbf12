/** Moves a column past its nearest neighbour among `visibles`: hidden columns must not swallow a move. */
export function deplacer(
  ordre: readonly string[],
  cle: string,
  vers: "gauche" | "droite",
  visibles: readonly string[],
): readonly string[] {
  const voisins = ordre.filter((c) => c === cle || visibles.includes(c));
  const i = voisins.indexOf(cle);
  const voisin = voisins[vers === "gauche" ? i - 1 : i + 1];
  if (i < 0 || voisin === undefined) {
    return ordre;
  }
  const sans = ordre.filter((c) => c !== cle);
  const ou = sans.indexOf(voisin) + (vers === "gauche" ? 0 : 1);
  return [...sans.slice(0, ou), cle, ...sans.slice(ou)];
}

/** Columns added to the product after the user arranged his own come at their declared place, not lost. */
export function completerOrdre(ordre: readonly string[], declarees: readonly string[]): readonly string[] {
  const connues = [...new Set(ordre)].filter((c) => declarees.includes(c));
  const complet = [...connues];
  declarees.forEach((cle, i) => {
    if (!complet.includes(cle)) {
      const precedente = declarees[i - 1];
      complet.splice(precedente === undefined ? 0 : complet.indexOf(precedente) + 1, 0, cle);
    }
  });
  return complet;
}
