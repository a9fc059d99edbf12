import { montant } from "../../grille/formats";
import styles from "./Affectation.module.css";
import { nomTerme } from "./textes";

/** What the cost is made of, as bars: the largest first. */
export function Termes({ termes }: Readonly<{ termes: Readonly<Record<string, number>> }>) {
  const lignes = Object.entries(termes)
    .filter(([, v]) => v !== 0)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const plus = Math.max(1, ...lignes.map(([, v]) => Math.abs(v)));
  return (
    <table className={styles["termes"]}>
      <caption>De quoi le coût est fait</caption>
      <tbody>
        {lignes.map(([code, v]) => (
          <tr key={code}>
            <th scope="row">{nomTerme(code)}</th>
            <td>{montant(v)}</td>
            <td aria-hidden="true">
              <span className={styles["barre"]} style={{ inlineSize: `${Math.max(1, Math.round((100 * Math.abs(v)) / plus))}%` }} data-gain={v < 0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
