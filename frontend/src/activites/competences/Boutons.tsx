import { useState } from "react";
import type { Competence, Moi } from "../../api/genere";
import { useAvis } from "./avis";
import { Mot, type MotSur } from "./Mot";
import styles from "../../dossier/Dossier.module.css";
import { monAvis, nommer } from "./voix";

/** Agree, refuse and say why, comment, take it back. The names say of what, for who only hears them. */
export function Boutons({ competence: c, moi }: Readonly<{ competence: Competence; moi: Moi }>) {
  const [mot, setMot] = useState<MotSur>();
  const avis = useAvis(c);
  const mien = monAvis(c, moi);
  const sur = nommer(c);
  const parler = (quoi: MotSur["avis"]) => setMot({ competence: c, avis: quoi, motif: mien?.motif ?? "" });
  return (
    <div className={styles["rangee"]}>
      <button type="button" className="fr-btn fr-btn--sm" aria-label={`Valider ${sur}`} disabled={avis.isPending || mien?.etat === "V"} onClick={() => avis.mutate({ avis: "valider" })}>
        {mien?.etat === "V" ? "Validée" : "Valider"}
      </button>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Refuser… ${sur}`} disabled={avis.isPending} onClick={() => parler("refuser")}>
        {mien?.etat === "R" ? "Refusée…" : "Refuser…"}
      </button>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Commenter… ${sur}`} disabled={avis.isPending} onClick={() => parler(mien?.etat === "R" ? "refuser" : "valider")}>
        Commenter…
      </button>
      {mien ? (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Retirer mon avis sur ${sur}`} disabled={avis.isPending} onClick={() => avis.mutate({ avis: "retirer" })}>
          Retirer mon avis
        </button>
      ) : null}
      {mot ? <Mot key={mot.avis} sur={mot} onFermer={() => setMot(undefined)} /> : null}
    </div>
  );
}
