import type { SommeSuivi } from "../../api/genere";
import { montant, nombre } from "../../grille/formats";
import styles from "./Suivi.module.css";

const ETAPES = [
  { cle: "paye", nom: "payé" },
  { cle: "transmis", nom: "transmis" },
  { cle: "valide", nom: "validé" },
  { cle: "engage", nom: "engagé" },
] as const;

/** One bar by value, as long as what is committed; the darker, the nearer to the person's account. The numbers stand beside. */
export function Barres({ titre, lignes }: Readonly<{ titre: string; lignes: readonly SommeSuivi[] }>) {
  if (lignes.length === 0) {
    return <p>Aucune somme pour l’instant : elles naissent des convocations, puis des constats.</p>;
  }
  const plusGrand = new Map<string, number>();
  for (const l of lignes) {
    plusGrand.set(l.devise, Math.max(plusGrand.get(l.devise) ?? 1, l.engage));
  }
  return (
    <div className={styles["cadre"]} role="region" aria-label={`Suivi par ${titre.toLowerCase()}`} tabIndex={0}>
      <p className={styles["legende"]} aria-hidden="true">
        {ETAPES.toReversed().map((e) => (
          <span key={e.cle}>
            <i data-etape={e.cle} /> {e.nom}
          </span>
        ))}
      </p>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{titre}</th>
            <th scope="col" className={styles["large"]}>
              <span className="lecture-seule-ecran">Part de chaque étape</span>
            </th>
            <th scope="col" data-nombre>
              Engagé
            </th>
            <th scope="col" data-nombre>
              Validé
            </th>
            <th scope="col" data-nombre>
              Payé
            </th>
            <th scope="col" data-nombre>
              Délai
            </th>
          </tr>
        </thead>
        <tbody>
          {lignes.map((l) => (
            <tr key={l.cle + l.devise}>
              <th scope="row">{l.libelle}</th>
              <td className={styles["large"]}>
                <Barre somme={l} max={plusGrand.get(l.devise) ?? 1} />
              </td>
              <td data-nombre>{montant(l.engage, l.devise)}</td>
              <td data-nombre>{montant(l.valide, l.devise)}</td>
              <td data-nombre>{montant(l.paye, l.devise)}</td>
              <td data-nombre>{l.jours_validation === undefined ? "–" : `${nombre(l.jours_validation)} j`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Barre({ somme: s, max }: Readonly<{ somme: SommeSuivi; max: number }>) {
  const dit = ETAPES.map((e) => `${e.nom} ${montant(s[e.cle], s.devise)}`).join(", ");
  return (
    <svg className={styles["barre"]} viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label={dit}>
      {ETAPES.toReversed().map((e) => (
        <rect key={e.cle} data-etape={e.cle} x={0} y={0} height={20} width={(1000 * s[e.cle]) / max} />
      ))}
    </svg>
  );
}
