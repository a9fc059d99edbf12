import { useCallback, useState } from "react";

/** What is typed outlives the page: a door that closes, a phone that sleeps, a session that ends. Cleared once sent. */
export function useBrouillon<T extends Readonly<Record<string, unknown>>>(
  cle: string,
  vide: T,
): readonly [T, (partie: Partial<T>) => void, () => void] {
  const [valeur, setValeur] = useState<T>(() => ({ ...vide, ...relire(cle, vide) }));
  const changer = useCallback(
    (partie: Partial<T>) =>
      setValeur((avant) => {
        const apres = { ...avant, ...partie };
        garder(cle, apres);
        return apres;
      }),
    [cle],
  );
  const effacer = useCallback(() => {
    garder(cle, undefined);
    setValeur(vide);
  }, [cle, vide]);
  return [valeur, changer, effacer];
}

/** Only the known fields, of the known kinds: what is stored may have been written by another version. */
export function choisir<T extends Readonly<Record<string, unknown>>>(
  brut: unknown,
  vide: T,
): Partial<T> {
  if (typeof brut !== "object" || brut === null) {
    return {};
  }
  const lu = brut as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(vide).flatMap(([k, v]) => (typeof lu[k] === typeof v ? [[k, lu[k]]] : [])),
  ) as Partial<T>;
}

function relire<T extends Readonly<Record<string, unknown>>>(cle: string, vide: T): Partial<T> {
  try {
    return choisir(JSON.parse(sessionStorage.getItem(cle) ?? "null"), vide);
  } catch {
    return {};
  }
}

function garder(cle: string, valeur: unknown): void {
  try {
    if (valeur === undefined) {
      sessionStorage.removeItem(cle);
    } else {
      sessionStorage.setItem(cle, JSON.stringify(valeur));
    }
  } catch {
    // kept for this page only
  }
}
