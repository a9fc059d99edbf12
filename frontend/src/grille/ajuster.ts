/** Width that shows the whole of a column: its title and the cells of this page, in pixels. */
export function largeurDuContenu(table: HTMLTableElement, colonne: number): number {
  const MARGES = 20;
  const BOUTONS = 40;
  const mesure = document.createRange();
  let max = 0;
  for (const cellule of table.querySelectorAll(`[data-colonne="${colonne}"]`)) {
    const contenu = cellule.querySelector("[class*=nom]") ?? cellule;
    mesure.selectNodeContents(contenu);
    const large = mesure.getBoundingClientRect().width + MARGES + (cellule.tagName === "TH" ? BOUTONS : 0);
    max = Math.max(max, large);
  }
  return Math.ceil(max);
}
