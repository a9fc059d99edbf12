import { poserFiltre, type Filtres } from "./filtre";
import { decrireFiltre } from "./textes";
import type { Colonne } from "./types";
import styles from "./Grille.module.css";

type Props = Readonly<{
  filtres: Filtres;
  q: string;
  colonnes: readonly Colonne<never>[];
  poser: (filtres: Filtres) => void;
  effacerRecherche: () => void;
  onModifier: (cle: string) => void;
}>;

/** What narrows the list, in words, each removable: nobody should wonder where his rows went. */
export function EtiquettesFiltres({ filtres, q, colonnes, poser, effacerRecherche, onModifier }: Props) {
  const cites = Object.entries(filtres.colonnes);
  if (cites.length === 0 && filtres.avance === "" && q === "") {
    return null;
  }
  return (
    <ul className={styles["etiquettes"]} aria-label="Filtres actifs">
      {q === "" ? null : <Etiquette texte={`Recherche « ${q} »`} retirer={effacerRecherche} />}
      {cites.map(([cle, filtre]) => {
        const colonne = colonnes.find((c) => c.cle === cle);
        const texte = colonne ? decrireFiltre(colonne, filtre) : cle;
        return <Etiquette key={cle} texte={texte} modifier={() => onModifier(cle)} retirer={() => poser(poserFiltre(filtres, cle, undefined))} />;
      })}
      {filtres.avance === "" ? null : <Etiquette texte={`Condition : ${filtres.avance}`} retirer={() => poser({ ...filtres, avance: "" })} />}
    </ul>
  );
}

function Etiquette({ texte, retirer, modifier }: Readonly<{ texte: string; retirer: () => void; modifier?: () => void }>) {
  return (
    <li className={styles["etiquette"]}>
      {modifier ? (
        <button type="button" onClick={modifier} title="Modifier ce filtre">
          {texte}
        </button>
      ) : (
        <span>{texte}</span>
      )}
      <button type="button" aria-label={`Retirer le filtre : ${texte}`} onClick={retirer}>
        ×
      </button>
    </li>
  );
}
