/** Calendar days as the API writes them (2026-06-15). UTC throughout: a day has no zone and must not slip. */
function decaler(jour: string, de: number): string {
  const [a = 0, m = 1, j = 1] = jour.split("-").map(Number);
  const quand = new Date(0);
  // Date.UTC would read the year 27, typed in a hurry, as 1927.
  quand.setUTCFullYear(a, m - 1, j + de);
  return quand.toISOString().slice(0, 10);
}

export const jourSuivant = (jour: string): string => decaler(jour, 1);
export const jourPrecedent = (jour: string): string => decaler(jour, -1);
