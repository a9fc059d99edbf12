import type { KeyboardEvent } from "react";
import type { Commune, Voisine } from "../../api/genere";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { ORIGINES_PAIRE } from "./colonnes";
import styles from "./Communes.module.css";

type Props = Readonly<{
  commune: Commune;
  voisines: readonly Voisine[];
  enCours: readonly string[];
  choisie: string | undefined;
  onChoisir: (code: string) => void;
  onDeclarer: (v: Voisine, declaree: boolean) => void;
}>;

const KM = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function kilometres(v: Voisine): string {
  return v.distance_m === undefined ? "?" : KM.format(v.distance_m / 1000);
}

/** Up and down go from one decision to the next, so that a whole commune is done without leaving the arrows and Enter. */
function flecher(e: KeyboardEvent<HTMLElement>): void {
  const vers = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  const boutons = [...e.currentTarget.querySelectorAll<HTMLElement>("[data-decision]")];
  const ici = boutons.findIndex((b) => b === e.target);
  const cible = vers === undefined || ici < 0 ? undefined : boutons[ici + vers];
  if (cible) {
    e.preventDefault();
    cible.focus();
  }
}

/** The nearest communes, each with the one button that changes what is declared. */
export function TableVoisines({ commune, voisines, enCours, choisie, onChoisir, onDeclarer }: Props) {
  const bouton = (v: Voisine) => {
    const attend = enCours.includes(v.code_insee);
    const verbe = v.limitrophe ? "Retirer" : "Déclarer";
    return (
      <button
        type="button"
        className={styles["decision"]}
        aria-label={`${verbe} ${v.nom}, ${kilometres(v)} km`}
        // Not disabled while it waits: the focus would fall to the page.
        aria-disabled={attend}
        data-decision={v.code_insee}
        onFocus={() => onChoisir(v.code_insee)}
        onClick={() => (attend ? undefined : onDeclarer(v, !v.limitrophe))}
      >
        {attend ? "…" : verbe}
      </button>
    );
  };
  const colonnes: readonly ColonneSimple<Voisine>[] = [
    {
      titre: "Commune",
      valeur: (v) => (
        <span className={v.code_insee === choisie ? styles["choisie"] : undefined}>
          {v.nom} <span className={styles["code"]}>{v.code_insee}</span>
        </span>
      ),
    },
    { titre: "Km", nombre: true, valeur: kilometres },
    { titre: "Limitrophe", valeur: (v) => (v.limitrophe ? <strong>Oui</strong> : "Non") },
    { titre: "Décision", valeur: bouton },
    { titre: "Origine", valeur: (v) => ORIGINES_PAIRE.find((o) => o.valeur === v.origine)?.libelle },
    { titre: "Motif", valeur: (v) => v.motif },
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are the buttons', heard here for all of them
    <div onKeyDown={flecher}>
      <TableSimple
        titre={`Communes proches de ${commune.nom}`}
        colonnes={colonnes}
        lignes={voisines}
        cle={(v) => v.code_insee}
        vide="Aucune commune connue alentour : sans coordonnées, les distances ne se calculent pas. Une paire se déclare ci-dessous."
      />
    </div>
  );
}
