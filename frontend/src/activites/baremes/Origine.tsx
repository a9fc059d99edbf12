import type { Tarif } from "../../api/genere";
import { CONFIANCES } from "./valeurs";

/** Who says this number, and how far it is to be believed. */
export function Origine({ tarif: t }: Readonly<{ tarif: Pick<Tarif, "source" | "adresse" | "confiance" | "locale"> }>) {
  const c = CONFIANCES[t.confiance];
  return (
    <>
      <span className={`fr-badge fr-badge--sm fr-badge--no-icon fr-badge--${t.locale ? "new" : c.badge}`}>{t.locale ? "Académie" : c.libelle}</span>{" "}
      {t.adresse ? (
        <a href={t.adresse} target="_blank" rel="noopener external" title={`${t.source} - nouvel onglet`}>
          {t.source}
        </a>
      ) : (
        t.source
      )}
    </>
  );
}
