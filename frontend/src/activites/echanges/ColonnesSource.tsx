import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Source } from "../../api/genere";
import { Champ, Champs } from "../../ui/Champ";
import styles from "./Echanges.module.css";
import { useRegler } from "./regler";

/** The titles of the académie's own extraction, field by field: a real file is read without any code. */
export function ColonnesSource({ source: s }: Readonly<{ source: Source }>) {
  const [saisie, setSaisie] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(s.colonnes.map((c) => [c.champ, c.colonne])));
  const regler = useRegler(s);
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    regler.mutate({ colonnes: Object.entries(saisie).flatMap(([champ, colonne]) => (colonne.trim() === "" ? [] : [{ champ, colonne: colonne.trim() }])) });
  };
  return (
    <form className={styles["reglages"]} aria-label={`Colonnes de ${s.libelle}`} onSubmit={soumettre}>
      {regler.error ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(regler.error).detail}</p>
        </div>
      ) : null}
      <p>Écrivez le titre que porte chaque colonne dans votre extraction. Un champ laissé vide est cherché sous ses noms habituels ; l’ordre, la casse et les accents ne comptent pas.</p>
      <Champs>
        {s.champs.map((c) => (
          <Champ
            key={c.champ}
            nom={`${c.libelle}${c.requis ? " *" : ""}`}
            valeur={saisie[c.champ] ?? ""}
            onChange={(v) => setSaisie((a) => ({ ...a, [c.champ]: v }))}
            indice={`Habituellement : ${c.alias.join(", ")}`}
            max={200}
            code
          />
        ))}
      </Champs>
      <p>* : sans cette colonne, le fichier est refusé.</p>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={regler.isPending}>
          {regler.isPending ? "Un instant…" : "Enregistrer les colonnes"}
        </button>
      </div>
    </form>
  );
}
