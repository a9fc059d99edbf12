import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { EpreuveOption } from "../../api/genere";
import { listerEpreuvesOptions } from "../../api/genere/sdk.gen";
import { Champ } from "../../ui/Champ";
import styles from "../../dossier/Dossier.module.css";

const nommer = (e: EpreuveOption): string => `${e.examen} ${e.specialite} – ${e.libelle}`;

/** The épreuve-option of a rule: a few words, then a choice. */
export function ChampEpreuve({ libelle, faute, choisir }: Readonly<{ libelle: string; faute: string | undefined; choisir: (id: string, libelle: string) => void }>) {
  const [mots, setMots] = useState("");
  const q = useDeferredValue(mots.trim());
  const lues = useQuery({
    queryKey: ["epreuves-des-regles", q],
    queryFn: async ({ signal }) => (await listerEpreuvesOptions({ query: { q, taille: 20 }, signal })).items,
    enabled: q.length >= 2,
    placeholderData: (avant) => avant,
  });
  const prendre = (e: EpreuveOption) => {
    choisir(e.id, nommer(e));
    setMots("");
  };
  return (
    <div>
      <Champ nom="Épreuve-option" valeur={mots} onChange={setMots} max={100} indice={libelle === "" ? "Cherchez : « bts math »" : `Choisie : ${libelle}. Cherchez pour en changer.`} faute={faute} />
      {q.length >= 2 && lues.data ? (
        <ul className={styles["choix"]} aria-label="Épreuves-options trouvées">
          {lues.data.length === 0 ? <li>Aucune épreuve-option de ce nom.</li> : null}
          {lues.data.map((e) => (
            <li key={e.id}>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary-no-outline" onClick={() => prendre(e)}>
                {nommer(e)}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
