import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { Menu, type EntreeMenu } from "../ui/Menu";
import { largeurDuContenu } from "./ajuster";
import { useArrangement } from "./arrangement";
import { BandeauPages } from "./BandeauPages";
import { ChoixColonnes } from "./ChoixColonnes";
import { requeteListe, type Charger } from "./donnees";
import { EditeurFiltre } from "./EditeurFiltre";
import { EtatErreur, EtatVide } from "./Etats";
import { EtiquettesFiltres } from "./EtiquettesFiltres";
import { adresseExport, et, telecharger } from "./exporter";
import { ecrireFiltre, lireFiltre, poserFiltre, type Filtres } from "./filtre";
import { valeurBrute } from "./formats";
import { entreesColonne } from "./menuColonne";
import { ChampRecherche } from "./ChampRecherche";
import { completer, modifier, reduire, type ModeUrl, type Recherche, type RechercheUrl } from "./recherche";
import { compter, estSelectionnee, marquer, SELECTION_VIDE, suitEncore, toutLeFiltre, type Selection } from "./selection";
import { Tableau, type Point } from "./Tableau";
import { accorder, annoncer, aUnePage, compteLignes, nombrePages, texteSelection, texteToutLeFiltre } from "./textes";
import { basculerTri, poserTri } from "./tri";
import type { Colonne, FormatExport, LigneGrille, Page } from "./types";
import styles from "./Grille.module.css";

export type PropsGrille<T extends LigneGrille> = Readonly<{
  titre: string;
  /** Name of the list in the API: it also names the export and, with the user, the kept arrangement. */
  ressource: string;
  utilisateur: string;
  /** Declared once, outside any component. */
  colonnes: readonly Colonne<T>[];
  charger: Charger<T>;
  /** A filter that always holds and is not shown: the rows of the thing above. */
  perimetre?: string;
  recherche: RechercheUrl;
  setRecherche: (recherche: RechercheUrl, mode: ModeUrl) => void;
  dire: (texte: string, ton?: "info" | "succes" | "alerte" | "erreur") => void;
  /** The row whose detail is shown; the first one when nobody chose. */
  onLigne?: (ligne: T | undefined) => void;
  onOuvrir?: (ligne: T) => void;
  /** A row that has just come: its detail is shown as soon as the list holds it. */
  nouvelle?: string | undefined;
  selectionnable?: boolean;
  /** What may be done with the ticked rows. */
  actions?: (selection: Selection, nombre: number) => ReactNode;
  exportable?: boolean;
  vide?: ReactNode;
}>;

type MenuOuvert = Readonly<{ nom: string; ou: Point; entrees: readonly EntreeMenu[] }>;

const AUCUNE: readonly never[] = [];

/** The list of every activité: pages, sorts, filters, search, columns, selection, export; all of its state in the address. */
export function Grille<T extends LigneGrille>(p: PropsGrille<T>) {
  const { colonnes, dire, setRecherche } = p;
  const recherche = useMemo(() => completer(p.recherche), [p.recherche]);
  const demande = useMemo(() => (p.perimetre ? { ...recherche, filtre: et(p.perimetre, recherche.filtre) } : recherche), [p.perimetre, recherche]);
  const liste = useQuery({ ...requeteListe(p.ressource, demande, p.charger), placeholderData: keepPreviousData });
  const arrangement = useArrangement(p.utilisateur, p.ressource, colonnes);
  const [courante, setCourante] = useState<string>();
  const [choisies, setChoisies] = useState<Selection>(SELECTION_VIDE);
  const [menu, setMenu] = useState<MenuOuvert>();
  const [dialogue, setDialogue] = useState<Readonly<{ filtre: string }> | "colonnes">();

  // Filters are read by key and kind only: the row type does not matter.
  const nues = colonnes as unknown as readonly Colonne<never>[];
  const filtres = useMemo(() => lireFiltre(recherche.filtre, nues), [recherche.filtre, nues]);
  const selection = suitEncore(choisies, recherche.filtre, recherche.q) ? choisies : SELECTION_VIDE;
  const page = liste.data;

  const aller = useCallback((r: Recherche, mode: ModeUrl = "pousser") => setRecherche(reduire(r), mode), [setRecherche]);
  const poserFiltres = useCallback((f: Filtres) => aller(modifier(recherche, { filtre: ecrireFiltre(f, nues) })), [aller, recherche, nues]);
  const trier = useCallback(
    (cle: string, ajouter: boolean) => aller(modifier(recherche, { tri: basculerTri(recherche.tri, cle, ajouter) })),
    [aller, recherche],
  );
  const cocher = useCallback(
    (ids: readonly string[], oui: boolean) => setChoisies(marquer(selection, ids, oui)),
    [selection],
  );
  const menuColonne = useCallback(
    (indice: number, ou: Point, table: HTMLTableElement) => {
      const c = arrangement.visibles[indice];
      if (c) {
        const entrees = entreesColonne(c, arrangement, {
          tri: recherche.tri,
          trier: (cle, sens, ajouter) => aller(modifier(recherche, { tri: poserTri(recherche.tri, cle, sens, ajouter) })),
          filtrer: (cle) => setDialogue({ filtre: cle }),
          ajuster: () => arrangement.elargir(c.cle, largeurDuContenu(table, indice)),
        });
        setMenu({ nom: `Colonne ${c.titre}`, ou, entrees });
      }
    },
    [arrangement, recherche, aller],
  );
  const menuCellule = (ligne: T, indice: number, ou: Point) => {
    const c = arrangement.visibles[indice];
    const brute = c ? valeurBrute(c, ligne) : undefined;
    const filtrable = c && c.filtre !== false && typeof brute === "string" && brute !== "";
    const filtrer = (exclure: boolean) => () => {
      if (c && typeof brute === "string") {
        const choix = c.type === "choix" || c.type === "etat";
        poserFiltres(
          poserFiltre(filtres, c.cle, choix && c.choix ? { genre: "choix", valeurs: [brute], exclure } : { genre: "texte", mode: exclure ? "different" : "egal", valeur: brute }),
        );
      }
    };
    const texte = !filtrable || (c.type !== "texte" && c.type !== "choix" && c.type !== "etat");
    setMenu({
      nom: "Cellule",
      ou,
      entrees: [
        { libelle: "Filtrer sur cette valeur", inactive: texte, action: filtrer(false) },
        { libelle: "Exclure cette valeur", inactive: texte, action: filtrer(true) },
        { libelle: "Ouvrir le détail", action: () => choisir(ligne, true) },
      ],
    });
  };

  const { onLigne, onOuvrir } = p;
  const choisir = (ligne: T, ouvrir: boolean) => {
    setCourante(ligne.id);
    onLigne?.(ligne);
    if (ouvrir) {
      onOuvrir?.(ligne);
    }
  };
  useLigneParDefaut(page, courante, setCourante, onLigne);
  useNouvelle(page, p.nouvelle, setCourante, onLigne);
  useDernierePage(liste.isPlaceholderData ? undefined : page, recherche, aller);
  useAnnonce(p.titre, recherche, liste.isPlaceholderData ? undefined : page, nues, dire);

  const exporter = (format: FormatExport, quoi?: Selection) => {
    const adresse = adresseExport({ ressource: p.ressource, colonnes: arrangement.visibles.map((c) => c.cle), recherche: demande, format }, quoi);
    if (adresse) {
      telecharger(adresse);
      dire("Export demandé : le fichier arrive dans vos téléchargements.");
    } else {
      dire("La sélection est trop longue pour être exportée ligne à ligne : employez un filtre, puis « toutes les lignes du filtre ».", "alerte");
    }
  };
  const coches = page ? compter(selection, page.total) : 0;
  const menuExport = (bouton: HTMLElement) => {
    const { left, bottom } = bouton.getBoundingClientRect();
    const toutes: readonly EntreeMenu[] = [
      { libelle: "Tout le filtre, pour tableur (XLSX)", action: () => exporter("xlsx") },
      { libelle: "Tout le filtre, en CSV", action: () => exporter("csv") },
    ];
    const cochees: readonly EntreeMenu[] = [
      "separateur",
      { libelle: "La sélection, pour tableur (XLSX)", action: () => exporter("xlsx", selection) },
      { libelle: "La sélection, en CSV", action: () => exporter("csv", selection) },
    ];
    setMenu({ nom: "Exporter", ou: { x: left, y: bottom }, entrees: coches > 0 ? [...toutes, ...cochees] : toutes });
  };

  const effacerTout = () => aller(modifier(recherche, { q: "", filtre: "" }));
  const editee = typeof dialogue === "object" ? colonnes.find((c) => c.cle === dialogue.filtre) : undefined;
  return (
    <div className={styles["grille"]}>
      <BandeauPages page={page} enErreur={liste.isError} recherche={recherche} aller={aller}>
        <div className={styles["outils"]}>
          <TriEtroit colonnes={nues} tri={recherche.tri} trier={(tri) => aller(modifier(recherche, { tri }))} />
          <ChampRecherche q={recherche.q} chercher={(q) => aller(modifier(recherche, { q }), "remplacer")} />
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setDialogue("colonnes")}>
            Colonnes
          </button>
          {p.exportable === false ? null : (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-haspopup="menu" onClick={(e) => menuExport(e.currentTarget)}>
              Exporter
            </button>
          )}
        </div>
      </BandeauPages>
      <EtiquettesFiltres
        filtres={filtres}
        q={recherche.q}
        colonnes={nues}
        poser={poserFiltres}
        effacerRecherche={() => aller(modifier(recherche, { q: "" }))}
        onModifier={(cle) => setDialogue({ filtre: cle })}
      />
      {p.selectionnable && page && coches > 0 ? (
        <BarreSelection page={page} selection={selection} recherche={recherche} poser={setChoisies}>
          {p.actions?.(selection, coches)}
        </BarreSelection>
      ) : null}
      {liste.isError ? <EtatErreur erreur={liste.error} reessayer={() => void liste.refetch()} /> : null}
      <div className={styles["defilement"]} data-en-cours={liste.isFetching}>
        {page ? (
          <Tableau
            titre={p.titre}
            page={page}
            enCours={liste.isFetching}
            arrangement={arrangement}
            tri={recherche.tri}
            filtrees={Object.keys(filtres.colonnes)}
            selection={p.selectionnable ? selection : undefined}
            courante={courante}
            onTrier={trier}
            onMenuColonne={menuColonne}
            onMenuCellule={menuCellule}
            onLigne={choisir}
            onCocher={cocher}
            onPage={(sens) => (aUnePage(page, recherche.page + sens) ? aller({ ...recherche, page: recherche.page + sens }) : undefined)}
            onCopie={(n, faite) =>
              faite ? dire(`${accorder(n, "cellule copiée", "cellules copiées")}.`) : dire("Rien n’est copié : le navigateur refuse l’accès au presse-papiers.", "erreur")
            }
          />
        ) : liste.isError ? null : (
          <p className={styles["vide"]} aria-busy="true">
            Chargement de la liste…
          </p>
        )}
        {page?.items.length === 0 && !liste.isFetching ? (
          <EtatVide filtree={recherche.q !== "" || recherche.filtre !== ""} effacer={effacerTout}>
            {p.vide ?? <p>Cette liste est vide.</p>}
          </EtatVide>
        ) : null}
      </div>
      {menu ? <Menu {...menu} onFermer={() => setMenu(undefined)} /> : null}
      {dialogue === "colonnes" ? <ChoixColonnes colonnes={colonnes} arrangement={arrangement} onFermer={() => setDialogue(undefined)} /> : null}
      {editee ? (
        <EditeurFiltre
          colonne={editee}
          actuel={filtres.colonnes[editee.cle]}
          onPoser={(f) => poserFiltres(poserFiltre(filtres, editee.cle, f))}
          onFermer={() => setDialogue(undefined)}
        />
      ) : null}
    </div>
  );
}

/** Once: whoever then chooses another row keeps it. */
function useNouvelle<T extends LigneGrille>(
  page: Page<T> | undefined,
  nouvelle: string | undefined,
  setCourante: (id: string | undefined) => void,
  onLigne: ((ligne: T | undefined) => void) | undefined,
) {
  const montree = useRef<string>(undefined);
  useEffect(() => {
    const ligne = nouvelle === montree.current ? undefined : page?.items.find((l) => l.id === nouvelle);
    if (ligne) {
      montree.current = ligne.id;
      setCourante(ligne.id);
      onLigne?.(ligne);
    }
  }, [page, nouvelle, setCourante, onLigne]);
}

/** Somebody always has the floor: the first row, until another is chosen or the chosen one leaves the page. */
function useLigneParDefaut<T extends LigneGrille>(
  page: Page<T> | undefined,
  courante: string | undefined,
  setCourante: (id: string | undefined) => void,
  onLigne: ((ligne: T | undefined) => void) | undefined,
) {
  useEffect(() => {
    const lignes: readonly T[] = page?.items ?? AUCUNE;
    if (page) {
      // The same row may have changed on the server: hand over the fresh one.
      const ligne = lignes.find((l) => l.id === courante) ?? lignes[0];
      setCourante(ligne?.id);
      onLigne?.(ligne);
    }
  }, [page, courante, setCourante, onLigne]);
}

/** An old link, or rows that went away: the page asked for is past the end, and an empty list would be a lie. */
function useDernierePage(page: Page<unknown> | undefined, recherche: Recherche, aller: (r: Recherche, mode: ModeUrl) => void) {
  useEffect(() => {
    if (page?.items.length === 0 && recherche.page > nombrePages(page)) {
      aller({ ...recherche, page: nombrePages(page) }, "remplacer");
    }
  }, [page, recherche, aller]);
}

/** Says in the console what the list has become; screen readers read the console. */
function useAnnonce(titre: string, recherche: Recherche, page: Page<unknown> | undefined, colonnes: readonly Colonne<never>[], dire: (t: string) => void) {
  const avant = useRef<Recherche>(undefined);
  useEffect(() => {
    if (!page || avant.current === recherche) {
      return;
    }
    const texte = avant.current ? annoncer(avant.current, recherche, page, colonnes) : `${titre} : ${compteLignes(page)}`;
    avant.current = recherche;
    if (texte) {
      dire(texte);
    }
  }, [page, recherche, colonnes, titre, dire]);
}

type PropsBarre = Readonly<{
  page: Page<LigneGrille>;
  selection: Selection;
  recherche: Recherche;
  poser: (s: Selection) => void;
  children: ReactNode;
}>;

function BarreSelection({ page, selection, recherche, poser, children }: PropsBarre) {
  const surLaPage = page.items.filter((l) => estSelectionnee(selection, l.id)).length;
  const pageEntiere = surLaPage === page.items.length && page.total > page.items.length;
  return (
    <div className={styles["selection"]} role="status">
      <span>{texteSelection(selection, page, surLaPage)}</span>
      {selection.mode === "lignes" && pageEntiere ? (
        <button type="button" onClick={() => poser(toutLeFiltre(recherche.filtre, recherche.q))}>
          {texteToutLeFiltre(page)}
        </button>
      ) : null}
      <button type="button" onClick={() => poser(SELECTION_VIDE)}>
        Tout désélectionner
      </button>
      {children}
    </div>
  );
}

/** On a phone the titles are gone, and with them the sort: a select stands in. */
function TriEtroit({ colonnes, tri, trier }: Readonly<{ colonnes: readonly Colonne<never>[]; tri: string; trier: (tri: string) => void }>) {
  return (
    <label className={styles["triEtroit"]}>
      Trier par{" "}
      <select aria-label="Trier par" value={tri} onChange={(e) => trier(e.target.value)}>
        <option value="">ordre habituel</option>
        {tri.includes(",") ? <option value={tri}>plusieurs colonnes</option> : null}
        {colonnes
          .filter((c) => c.tri !== false)
          .flatMap((c) => [
            <option key={c.cle} value={c.cle}>
              {c.titre} ↑
            </option>,
            <option key={`-${c.cle}`} value={`-${c.cle}`}>
              {c.titre} ↓
            </option>,
          ])}
      </select>
    </label>
  );
}
