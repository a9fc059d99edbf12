import styles from "./Outils.module.css";

type Props = Readonly<{ nom: string; choix: readonly string[]; choisis: readonly string[]; onChange: (l: readonly string[]) => void }>;

export function Cases({ nom, choix, choisis, onChange }: Props) {
  return (
    <fieldset className={styles["portees"]}>
      <legend>{nom}</legend>
      {choix.map((c) => (
        <label key={c}>
          <input type="checkbox" checked={choisis.includes(c)} onChange={() => onChange(choisis.includes(c) ? choisis.filter((x) => x !== c) : [...choisis, c])} /> {c}
        </label>
      ))}
    </fieldset>
  );
}
