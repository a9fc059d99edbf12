import { useId, type HTMLInputAutoCompleteAttribute } from "react";

type Props = Readonly<{
  nom: string;
  valeur: string;
  onChange: (v: string) => void;
  completion: HTMLInputAutoCompleteAttribute;
  indice?: string;
  secret?: boolean;
  chiffres?: boolean;
}>;

/** A required field of the way in, which password keepers understand; pasting is welcome. */
export function ChampConnexion({ nom, valeur, onChange, completion, indice, secret = false, chiffres = false }: Props) {
  const id = useId();
  return (
    <>
      <label className="fr-label" htmlFor={id}>
        {nom}
        {indice ? <span className="fr-hint-text">{indice}</span> : null}
      </label>
      <input
        id={id}
        className="fr-input"
        type={secret ? "password" : "text"}
        inputMode={chiffres ? "numeric" : undefined}
        autoCapitalize="none"
        autoComplete={completion}
        spellCheck={false}
        required
        value={valeur}
        onChange={(e) => onChange(e.target.value)}
      />
    </>
  );
}
