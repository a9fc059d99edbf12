/** A tab, a line break or a quote inside a value would make a spreadsheet invent cells. */
function champ(valeur: string): string {
  return /[\t\n\r"]/.test(valeur) ? `"${valeur.replaceAll('"', '""')}"` : valeur;
}

export function versTsv(lignes: readonly (readonly string[])[]): string {
  return lignes.map((l) => l.map(champ).join("\t")).join("\n");
}
