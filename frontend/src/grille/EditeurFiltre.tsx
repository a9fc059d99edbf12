import { useState } from "react";
import { Dialogue } from "../ui/Dialogue";
import { genreFiltre, type FiltreColonne, type ModeTexte } from "./filtre";
import { MODES } from "./textes";
import type { Colonne, LigneGrille } from "./types";
import styles from "./Grille.module.css";

type Props<T> = Readonly<{
  colonne: Colonne<T>;
  actuel: FiltreColonne | undefined;
  onPoser: (filtre: FiltreColonne | undefined) => void;
  onFermer: () => void;
}>;

function initial<T>(colonne: Colonne<T>, actuel: FiltreColonne | undefined): FiltreColonne {
  if (actuel) {
    return actuel;
  }
  // Only the key and the kind are read.
  switch (genreFiltre(colonne)) {
    case "texte":
      return { genre: "texte", mode: colonne.exact ? "egal" : "contient", valeur: "" };
    case "intervalle":
      return { genre: "intervalle", min: "", max: "" };
    case "choix":
      return { genre: "choix", valeurs: [], exclure: false };
    case "booleen":
      return { genre: "booleen", valeur: true };
  }
}

/** One editor for each kind of column; what it writes is a sentence of the filter language. */
export function EditeurFiltre<T extends LigneGrille>({ colonne, actuel, onPoser, onFermer }: Props<T>) {
  const [filtre, setFiltre] = useState(() => initial(colonne, actuel));
  const finir = (nouveau: FiltreColonne | undefined, depuis: Element) => {
    onPoser(nouveau);
    // Closed by the browser, a dialog gives the focus back; merely removed, it would lose it.
    depuis.closest("dialog")?.close();
  };
  return (
    <Dialogue
      titre={`Filtrer : ${colonne.titre}`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            onClick={(e) => finir(undefined, e.currentTarget)}
          >
            Effacer le filtre
          </button>
          <button type="submit" form="filtre-colonne" className="fr-btn fr-btn--sm">
            Filtrer
          </button>
        </>
      }
    >
      <form
        id="filtre-colonne"
        className={styles["editeur"]}
        onSubmit={(e) => {
          e.preventDefault();
          finir(filtre, e.currentTarget);
        }}
      >
        <Champs colonne={colonne} filtre={filtre} poser={setFiltre} />
      </form>
    </Dialogue>
  );
}

type PropsChamps<T> = Readonly<{ colonne: Colonne<T>; filtre: FiltreColonne; poser: (f: FiltreColonne) => void }>;

function Champs<T>({ colonne, filtre, poser }: PropsChamps<T>) {
  switch (filtre.genre) {
    case "texte":
      return <ChampsTexte exact={colonne.exact ?? false} filtre={filtre} poser={poser} />;
    case "intervalle":
      return <ChampsIntervalle jour={colonne.type === "date" || colonne.type === "instant"} filtre={filtre} poser={poser} />;
    case "choix":
      return <ChampsChoix colonne={colonne} filtre={filtre} poser={poser} />;
    case "booleen":
      return (
        <fieldset>
          <legend>{colonne.titre}</legend>
          {[true, false].map((v) => (
            <label key={String(v)}>
              <input type="radio" name="valeur" checked={filtre.valeur === v} onChange={() => poser({ genre: "booleen", valeur: v })} /> {v ? "Oui" : "Non"}
            </label>
          ))}
        </fieldset>
      );
  }
}

type Genre<G> = Extract<FiltreColonne, { genre: G }>;

function ChampsTexte({ exact, filtre, poser }: Readonly<{ exact: boolean; filtre: Genre<"texte">; poser: (f: FiltreColonne) => void }>) {
  // Object.keys forgets the key type that MODES declares.
  const modes = (Object.keys(MODES) as ModeTexte[]).filter((m) => !exact || m === "egal" || m === "different");
  return (
    <>
      <label>
        Condition
        <select className="fr-select" value={filtre.mode} onChange={(e) => poser({ ...filtre, mode: e.target.value as ModeTexte })}>
          {modes.map((m) => (
            <option key={m} value={m}>
              {MODES[m]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Valeur
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type here */}
        <input className="fr-input" autoFocus value={filtre.valeur} maxLength={200} onChange={(e) => poser({ ...filtre, valeur: e.target.value })} />
      </label>
    </>
  );
}

function ChampsIntervalle({ jour, filtre, poser }: Readonly<{ jour: boolean; filtre: Genre<"intervalle">; poser: (f: FiltreColonne) => void }>) {
  const type = jour ? "date" : "number";
  return (
    <>
      <label>
        {jour ? "À partir du" : "Au moins"}
        <input className="fr-input" type={type} value={filtre.min} max={filtre.max || undefined} onChange={(e) => poser({ ...filtre, min: e.target.value })} />
      </label>
      <label>
        {jour ? "Jusqu’au (inclus)" : "Au plus"}
        <input className="fr-input" type={type} value={filtre.max} min={filtre.min || undefined} onChange={(e) => poser({ ...filtre, max: e.target.value })} />
      </label>
    </>
  );
}

function ChampsChoix<T>({ colonne, filtre, poser }: Readonly<{ colonne: Colonne<T>; filtre: Genre<"choix">; poser: (f: FiltreColonne) => void }>) {
  const basculer = (valeur: string, oui: boolean) => {
    const autres = filtre.valeurs.filter((v) => v !== valeur);
    poser({ ...filtre, valeurs: oui ? [...autres, valeur] : autres });
  };
  return (
    <fieldset>
      <legend>Valeurs</legend>
      {colonne.choix?.map((c) => (
        <label key={c.valeur}>
          <input type="checkbox" checked={filtre.valeurs.includes(c.valeur)} onChange={(e) => basculer(c.valeur, e.target.checked)} /> {c.libelle}
        </label>
      ))}
      <label>
        <input type="checkbox" checked={filtre.exclure} onChange={(e) => poser({ ...filtre, exclure: e.target.checked })} /> Toutes sauf celles cochées
      </label>
    </fieldset>
  );
}
