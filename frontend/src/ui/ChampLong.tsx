import { useId, type ReactNode } from "react";
import styles from "./Champ.module.css";

type Commun = Readonly<{
  nom: string;
  indice?: ReactNode;
  faute?: string | undefined;
  requis?: boolean;
}>;

function useDescription(indice: ReactNode, faute: string | undefined) {
  const id = useId();
  const decrit = [indice ? `${id}-i` : "", faute ? `${id}-f` : ""].filter(Boolean).join(" ");
  return { id, decrit: decrit === "" ? undefined : decrit };
}

function Dits({
  id,
  indice,
  faute,
  quoi,
}: Readonly<{
  id: string;
  indice: ReactNode;
  faute: string | undefined;
  quoi: "indice" | "faute";
}>) {
  if (quoi === "indice") {
    return indice ? (
      <p id={`${id}-i`} className={styles["indice"]}>
        {indice}
      </p>
    ) : null;
  }
  return faute ? (
    <p id={`${id}-f`} className={`fr-error-text ${styles["faute"]}`}>
      {faute}
    </p>
  ) : null;
}

/** Several lines of text. */
export function ChampLong({
  nom,
  valeur,
  onChange,
  max,
  lignes = 4,
  indice,
  faute,
  requis = false,
}: Commun &
  Readonly<{ valeur: string; onChange: (v: string) => void; max: number; lignes?: number }>) {
  const { id, decrit } = useDescription(indice, faute);
  return (
    <div className={styles["champ"]}>
      <label htmlFor={id}>
        {nom}
        {requis ? <span className={styles["requis"]}> (obligatoire)</span> : null}
      </label>
      <Dits id={id} indice={indice} faute={faute} quoi="indice" />
      <textarea
        id={id}
        className="fr-input"
        rows={lignes}
        value={valeur}
        maxLength={max}
        required={requis}
        aria-invalid={faute !== undefined}
        aria-describedby={decrit}
        onChange={(e) => onChange(e.target.value)}
      />
      <Dits id={id} indice={indice} faute={faute} quoi="faute" />
    </div>
  );
}

/** One thing that holds or not. */
export function ChampCase({
  nom,
  coche,
  onChange,
  indice,
  faute,
}: Commun & Readonly<{ coche: boolean; onChange: (v: boolean) => void }>) {
  const { id, decrit } = useDescription(indice, faute);
  return (
    <div className={styles["case"]}>
      <label htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={coche}
          aria-describedby={decrit}
          onChange={(e) => onChange(e.target.checked)}
        />{" "}
        {nom}
      </label>
      <Dits id={id} indice={indice} faute={faute} quoi="indice" />
      <Dits id={id} indice={indice} faute={faute} quoi="faute" />
    </div>
  );
}

/** A file of the machine or of the phone, its camera included. */
export function ChampFichier({
  nom,
  onChange,
  accepte,
  indice,
  faute,
}: Commun & Readonly<{ onChange: (f: File | undefined) => void; accepte: string }>) {
  const { id, decrit } = useDescription(indice, faute);
  return (
    <div className={styles["champ"]}>
      <label htmlFor={id}>{nom}</label>
      <Dits id={id} indice={indice} faute={faute} quoi="indice" />
      <input
        id={id}
        type="file"
        className="fr-upload"
        accept={accepte}
        aria-invalid={faute !== undefined}
        aria-describedby={decrit}
        onChange={(e) => onChange(e.target.files?.[0])}
      />
      <Dits id={id} indice={indice} faute={faute} quoi="faute" />
    </div>
  );
}
