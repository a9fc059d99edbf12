export type Difference = Readonly<{ champ: string; avant: string; apres: string }>;

function champs(json: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const lu: unknown = JSON.parse(json ?? "null");
    // Null, a list or a bare value has no fields to compare.
    return typeof lu === "object" && lu !== null && !Array.isArray(lu) ? (lu as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function texte(v: unknown): string {
  return v === null || v === undefined ? "" : typeof v === "string" ? v : JSON.stringify(v);
}

/** Field by field, only what differs. */
export function differences(avant: string | undefined, apres: string | undefined): readonly Difference[] {
  const a = champs(avant);
  const b = champs(apres);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].map((champ) => ({ champ, avant: texte(a[champ]), apres: texte(b[champ]) })).filter((d) => d.avant !== d.apres);
}
