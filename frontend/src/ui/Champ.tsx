import { useId, type HTMLInputAutoCompleteAttribute, type ReactNode } from "react";
import styles from "./Champ.module.css";

export type PropsChamp = Readonly<{
  nom: string;
  valeur: string;
  onChange: (valeur: string) => void;
  type?: "text" | "date" | "email" | "tel" | "time" | "number";
  max?: number;
  requis?: boolean;
  /** Said under the name, before anything is typed. */
  indice?: ReactNode;
  faute?: string | undefined;
  completion?: HTMLInputAutoCompleteAttribute;
  /** Codes and keys: no spelling help, no capital put by a phone. */
  code?: boolean;
  liste?: string;
}>;

/** A field whose name, help and fault are read together. */
export function Champ({ nom, valeur, onChange, type = "text", max, requis = false, indice, faute, completion = "off", code = false, liste }: PropsChamp) {
  const id = useId();
  const decrit = [indice ? `${id}-i` : "", faute ? `${id}-f` : ""].filter(Boolean).join(" ");
  return (
    <div className={styles["champ"]}>
      <label htmlFor={id}>
        {nom}
        {requis ? <span className={styles["requis"]}> (obligatoire)</span> : null}
      </label>
      {indice ? (
        <p id={`${id}-i`} className={styles["indice"]}>
          {indice}
        </p>
      ) : null}
      <input
        id={id}
        className="fr-input"
        type={type}
        value={valeur}
        maxLength={max}
        required={requis}
        autoComplete={completion}
        spellCheck={!code}
        autoCapitalize={code ? "none" : undefined}
        list={liste}
        aria-invalid={faute !== undefined}
        aria-describedby={decrit === "" ? undefined : decrit}
        onChange={(e) => onChange(e.target.value)}
      />
      {faute ? (
        <p id={`${id}-f`} className={`fr-error-text ${styles["faute"]}`}>
          {faute}
        </p>
      ) : null}
    </div>
  );
}

type PropsChoix = Readonly<{
  nom: string;
  valeur: string;
  onChange: (valeur: string) => void;
  choix: readonly Readonly<{ valeur: string; libelle: string }>[];
  indice?: ReactNode;
}>;

export function ChampChoix({ nom, valeur, onChange, choix, indice }: PropsChoix) {
  const id = useId();
  return (
    <div className={styles["champ"]}>
      <label htmlFor={id}>{nom}</label>
      {indice ? (
        <p id={`${id}-i`} className={styles["indice"]}>
          {indice}
        </p>
      ) : null}
      <select id={id} className="fr-select" value={valeur} aria-describedby={indice ? `${id}-i` : undefined} onChange={(e) => onChange(e.target.value)}>
        {choix.map((c) => (
          <option key={c.valeur} value={c.valeur}>
            {c.libelle}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Fields side by side as long as there is room; what spans a line says so by `pleine`. */
export function Champs({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={styles["champs"]}>{children}</div>;
}
