import { useState, type FormEvent } from "react";
import { ChampCommune } from "../../dossier/ChampCommune";
import styles from "./Communes.module.css";
import type { Cote } from "./declarer";

/** A neighbour that is not in the list: beyond the forty nearest, or without coordinates. */
export function AutreCommune({ onDeclarer }: Readonly<{ onDeclarer: (b: Cote) => void }>) {
  const [autre, setAutre] = useState({ nom: "", code_insee: "" });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    onDeclarer(autre);
    setAutre({ nom: "", code_insee: "" });
  };
  return (
    <form className={styles["autre"]} aria-label="Déclarer une autre commune" onSubmit={soumettre}>
      <ChampCommune nom="Autre commune" commune={autre.nom} code={autre.code_insee} onChange={(nom, code_insee) => setAutre({ nom, code_insee })} />
      <button type="submit" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={autre.code_insee === ""}>
        Déclarer limitrophe
      </button>
    </form>
  );
}
