import { useCallback, useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { largeurDuContenu } from "./ajuster";
import type { Arrangement } from "./arrangement";
import { commande, type Commande, type Position } from "./clavier";
import { positionDe, useCelluleActive } from "./celluleActive";
import { EnTeteColonne } from "./EnTeteColonne";
import { formater } from "./formats";
import { PAS, variable } from "./largeurs";
import { LigneTableau } from "./LigneTableau";
import { bornes, surLigne, type Plage } from "./plage";
import { estSelectionnee, type Selection } from "./selection";
import { versTsv } from "./tsv";
import type { LigneGrille, Page } from "./types";
import styles from "./Grille.module.css";

export type Point = Readonly<{ x: number; y: number }>;

type Props<T> = Readonly<{
  titre: string;
  page: Page<T>;
  enCours: boolean;
  arrangement: Arrangement<T>;
  tri: string;
  filtrees: readonly string[];
  selection: Selection | undefined;
  courante: string | undefined;
  onTrier: (cle: string, ajouter: boolean) => void;
  onMenuColonne: (indice: number, ou: Point, table: HTMLTableElement) => void;
  onMenuCellule: (ligne: T, indice: number, ou: Point) => void;
  onLigne: (ligne: T, ouvrir: boolean) => void;
  onCocher: (ids: readonly string[], oui: boolean) => void;
  onPage: (sens: -1 | 1) => void;
  onCopie: (nombre: number, faite: boolean) => void;
}>;

const PAUSE_DETAIL = 180;

function coinDe(cellule: Element): Point {
  const { left, bottom } = cellule.getBoundingClientRect();
  return { x: left, y: bottom };
}

/** Maj+click stretches a range: the browser must neither leave the cell where it starts nor select the text between. */
function retenirMajClic(e: MouseEvent<HTMLTableElement>): void {
  const cible = e.target as Element; // React types it as a mere EventTarget
  if (e.shiftKey && (positionDe(cible)?.ligne ?? 0) > 0 && !cible.closest("a, button, input")) {
    e.preventDefault();
  }
}

/** The grid proper: a native table, so that it prints whole, pastes into a spreadsheet and answers Ctrl+F. */
export function Tableau<T extends LigneGrille>(p: Props<T>) {
  const { arrangement: r, page, selection } = p;
  const table = useRef<HTMLTableElement>(null);
  const lignes = page.items;
  const taille = { nbLignes: lignes.length, nbColonnes: r.visibles.length };
  const { active, aller, surFocus, surPerte } = useCelluleActive(table, taille);
  const [tracee, setPlage] = useState<Readonly<{ plage: Plage | undefined; lignes: readonly T[] }>>();
  // A range speaks of the rows on which it was drawn.
  const plage = tracee?.lignes === lignes ? tracee.plage : undefined;
  const tracer = (nouvelle: Plage | undefined) => setPlage(nouvelle ? { plage: nouvelle, lignes } : undefined);
  const derniere = useRef({ lignes, rang: 1 });
  const attente = useRef(0);
  useEffect(() => () => window.clearTimeout(attente.current), []);

  const { onCocher, onMenuColonne } = p;
  const cocher = useCallback(
    (_: T, rang: number, etendre: boolean) => {
      // As with a range: Maj+click on another page than the last one starts afresh.
      const depuis = etendre && derniere.current.lignes === lignes ? derniere.current.rang : rang;
      const [a, b] = [Math.min(depuis, rang), Math.max(depuis, rang)];
      const ligne = lignes[rang - 1];
      if (ligne && selection) {
        onCocher(lignes.slice(a - 1, b).map((l) => l.id), !estSelectionnee(selection, ligne.id));
      }
      derniere.current = { lignes, rang };
    },
    [lignes, selection, onCocher],
  );
  const menu = useCallback(
    (indice: number, bouton: HTMLElement) => {
      const { left, bottom } = bouton.getBoundingClientRect();
      if (table.current) {
        onMenuColonne(indice, { x: left, y: bottom }, table.current);
      }
    },
    [onMenuColonne],
  );
  const ajuster = useCallback(
    (indice: number) => {
      const c = r.visibles[indice];
      if (c && table.current) {
        r.elargir(c.cle, largeurDuContenu(table.current, indice));
      }
    },
    [r],
  );

  const copier = async (ou: Position) => {
    const b = bornes(plage ?? { ancre: ou, fin: ou });
    const colonnes = r.visibles.slice(b.colonneMin, b.colonneMax + 1);
    const copiees = lignes.slice(b.ligneMin - 1, b.ligneMax);
    const nombre = copiees.length * colonnes.length;
    if (nombre === 0) {
      return;
    }
    try {
      // There is no clipboard at all outside HTTPS.
      await navigator.clipboard.writeText(versTsv(copiees.map((l) => colonnes.map((c) => formater(c, l)))));
      p.onCopie(nombre, true);
    } catch {
      p.onCopie(nombre, false);
    }
  };

  const executer = (c: Commande, ici: Position, cible: Element) => {
    const colonne = r.visibles[ici.colonne];
    const ligne = lignes[ici.ligne - 1];
    switch (c.type) {
      case "aller":
        tracer(undefined);
        aller(c.vers);
        break;
      case "etendre":
        tracer({ ancre: plage?.ancre ?? ici, fin: c.vers });
        aller(c.vers);
        break;
      case "trier":
        if (colonne && colonne.tri !== false) {
          p.onTrier(colonne.cle, c.ajouter);
        }
        break;
      case "largeur":
        if (colonne) {
          r.elargir(colonne.cle, r.largeur(colonne) + c.sens * PAS);
        }
        break;
      case "page":
        p.onPage(c.sens);
        break;
      case "menuColonne":
        if (table.current) {
          p.onMenuColonne(ici.colonne, coinDe(cible), table.current);
        }
        break;
      case "menuCellule":
        if (ligne) {
          p.onMenuCellule(ligne, ici.colonne, coinDe(cible));
        }
        break;
      case "ouvrir":
        if (ligne) {
          p.onLigne(ligne, true);
        }
        break;
      case "entrer":
        cible.querySelector<HTMLElement>("a, button, input")?.focus();
        break;
      case "selectionner":
        if (selection && ici.ligne === 0) {
          const toutes = lignes.every((l) => estSelectionnee(selection, l.id));
          p.onCocher(lignes.map((l) => l.id), !toutes);
        } else if (selection && ligne) {
          cocher(ligne, ici.ligne, false);
        }
        break;
      case "plageLigne":
        tracer({ ancre: { ligne: ici.ligne, colonne: 0 }, fin: { ligne: ici.ligne, colonne: taille.nbColonnes - 1 } });
        break;
      case "plageColonne":
        tracer({ ancre: { ligne: 1, colonne: ici.colonne }, fin: { ligne: taille.nbLignes, colonne: ici.colonne } });
        break;
      case "toutSelectionner":
        if (selection) {
          p.onCocher(lignes.map((l) => l.id), true);
        }
        break;
      case "copier":
        void copier({ ...ici, ligne: Math.max(1, ici.ligne) });
        break;
      case "abandonner":
        tracer(undefined);
        aller(ici);
        break;
    }
  };

  const touche = (e: KeyboardEvent<HTMLTableElement>) => {
    const cible = e.target as Element; // React types it as a mere EventTarget
    const ici = positionDe(cible) ?? active.current;
    const dansUnBouton = cible.matches("[data-menu], input, td a, td button");
    const texteChoisi = e.key.toLowerCase() === "c" && (window.getSelection()?.toString() ?? "") !== "";
    if (texteChoisi || (dansUnBouton && e.key !== "Escape" && !e.key.startsWith("Arrow"))) {
      return;
    }
    const c = commande({ key: e.key, ctrl: e.ctrlKey || e.metaKey, shift: e.shiftKey, alt: e.altKey }, ici, taille);
    if (c && !(c.type === "abandonner" && !plage && !dansUnBouton)) {
      e.preventDefault();
      executer(c, ici, cible.closest("[data-colonne]") ?? cible);
    }
  };

  // The detail follows the keyboard from row to row, once it rests.
  const suivre = (cible: EventTarget) => {
    surFocus(cible);
    const ligne = lignes[(positionDe(cible)?.ligne ?? 0) - 1];
    window.clearTimeout(attente.current);
    if (ligne && ligne.id !== p.courante) {
      attente.current = window.setTimeout(() => p.onLigne(ligne, false), PAUSE_DETAIL);
    }
  };
  const clic = (e: MouseEvent<HTMLTableElement>) => {
    const cible = e.target as Element; // React types it as a mere EventTarget
    const ici = positionDe(cible);
    const ligne = lignes[(ici?.ligne ?? 0) - 1];
    if (ici && ligne && !cible.closest("a, button, input")) {
      tracer(e.shiftKey ? { ancre: plage?.ancre ?? (active.current.ligne > 0 ? active.current : ici), fin: ici } : undefined);
      if (e.shiftKey) {
        aller(ici);
      }
      p.onLigne(ligne, false);
    }
  };
  const menuContextuel = (e: MouseEvent<HTMLTableElement>) => {
    const ici = positionDe(e.target);
    const ligne = lignes[(ici?.ligne ?? 0) - 1];
    if (ici && ligne && (window.getSelection()?.toString() ?? "") === "") {
      e.preventDefault();
      p.onMenuCellule(ligne, ici.colonne, { x: e.clientX, y: e.clientY });
    }
  };

  const largeurs = Object.fromEntries(r.visibles.map((c) => [variable(c.cle), `${r.largeur(c)}px`]));
  const somme = ["var(--l-selection)", ...r.visibles.map((c) => `var(${variable(c.cle)})`)].join(" + ");
  const style = { ...largeurs, "--l-selection": selection ? "2.25rem" : "0px", "--l-somme": `calc(${somme})` };
  const premiere = (page.page - 1) * page.taille;
  const toutes = lignes.length > 0 && selection !== undefined && lignes.every((l) => estSelectionnee(selection, l.id));
  return (
    <table
      ref={table}
      role="grid"
      aria-label={p.titre}
      aria-rowcount={page.total_exact ? page.total + 1 : -1}
      aria-busy={p.enCours}
      aria-multiselectable={selection ? true : undefined}
      className={styles["table"]}
      data-densite={r.preferences.densite}
      // CSS variables are not in React's style type.
      style={style as CSSProperties}
      onKeyDown={touche}
      onFocus={(e) => suivre(e.target)}
      onBlur={(e) => surPerte(e.relatedTarget)}
      onMouseDown={retenirMajClic}
      onClick={clic}
      onContextMenu={menuContextuel}
    >
      <colgroup>
        {selection ? <col style={{ inlineSize: "var(--l-selection)" }} /> : null}
        {r.visibles.map((c) => (
          <col key={c.cle} style={{ inlineSize: `var(${variable(c.cle)})` }} />
        ))}
        <col />
      </colgroup>
      <thead>
        <tr role="row" aria-rowindex={1}>
          {selection ? (
            <th role="columnheader" scope="col" className={styles["case"]}>
              <input
                type="checkbox"
                tabIndex={-1}
                checked={toutes}
                aria-label="Sélectionner toutes les lignes de la page"
                onChange={() => p.onCocher(lignes.map((l) => l.id), !toutes)}
              />
            </th>
          ) : null}
          {r.visibles.map((c, i) => (
            <EnTeteColonne
              key={c.cle}
              colonnes={r.visibles}
              indice={i}
              epingles={r.epingles}
              tri={p.tri}
              filtree={p.filtrees.includes(c.cle)}
              onTrier={p.onTrier}
              onMenu={menu}
              onLargeur={r.elargir}
              onAjuster={ajuster}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {lignes.map((l, i) => {
          const [min, max] = surLigne(plage, i + 1);
          return (
            <LigneTableau
              // oxlint-disable-next-line react/no-array-index-key -- see LigneTableau
              key={i}
              ligne={l}
              rang={i + 1}
              rangAbsolu={premiere + i + 1}
              colonnes={r.visibles}
              epingles={r.epingles}
              selectionnable={selection !== undefined}
              choisie={selection !== undefined && estSelectionnee(selection, l.id)}
              courante={l.id === p.courante}
              plageMin={min}
              plageMax={max}
              onCocher={cocher}
            />
          );
        })}
      </tbody>
    </table>
  );
}
