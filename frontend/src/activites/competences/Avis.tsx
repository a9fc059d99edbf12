import type { Competence, Moi } from "../../api/genere";
import { Boutons } from "./Boutons";
import styles from "../../dossier/Dossier.module.css";
import { DetailAuteurs } from "./DetailAuteurs";
import { nommer, parle } from "./voix";

/** One's own voice among the authors, and what each of them said. */
export function Avis({ competence: c, moi }: Readonly<{ competence: Competence; moi: Moi }>) {
  return (
    <div className={styles["bloc"]}>
      <p>
        <strong>{nommer(c)}</strong> : {c.effective ? "compétence effective" : "compétence non effective"}
      </p>
      {parle(moi) ? <Boutons competence={c} moi={moi} /> : null}
      <DetailAuteurs competence={c} />
    </div>
  );
}
