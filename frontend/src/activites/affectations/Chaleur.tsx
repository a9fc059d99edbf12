import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent } from "react";
import { lireAvancement } from "../../api/genere/sdk.gen";
import { sessionCourante, useSessions } from "../../dossier/sessions";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { ChampChoix } from "../../ui/Champ";
import styles from "./Chaleur.module.css";
import { aller, croiser, DIMENSIONS, manque, niveau, type Case, type Croisement, type Dimension } from "./chaleur";
import { Manques } from "./Manques";

export type Choisie = Readonly<{ ligne: string; colonne: string; titre: string }>;

const AUCUNE = [] as const;

const dimension = (v: string): Dimension => DIMENSIONS.find((d) => d.valeur === v)?.valeur ?? "epreuve";

/** Where people are missing, along any two dimensions; a cell opens on its missions. */
export function Chaleur() {
  const sessions = useSessions();
  const [voulue, setVoulue] = useState("");
  const [par, setPar] = useState<Dimension>("epreuve");
  const [croise, setCroise] = useState<Dimension>("jour");
  const [choisie, setChoisie] = useState<Choisie>();
  const items = sessions.data ?? AUCUNE;
  const session = voulue || sessionCourante(items)?.id || "";
  const lu = useQuery({
    queryKey: [...cleListe("affectations"), "avancement", session, par, croise],
    queryFn: ({ signal }) => lireAvancement({ query: { session, par, croise }, signal }),
    enabled: session !== "",
  });
  const erreur = sessions.error ?? lu.error;
  const changer = (f: () => void) => {
    setChoisie(undefined);
    f();
  };
  return (
    <div className={styles["zone"]}>
      <div className={styles["choix"]}>
        <ChampChoix nom="Session" valeur={session} onChange={(v) => changer(() => setVoulue(v))} choix={items.map((s) => ({ valeur: s.id, libelle: `${s.code} – ${s.libelle}` }))} />
        <ChampChoix nom="Une ligne par" valeur={par} onChange={(v) => changer(() => setPar(dimension(v)))} choix={DIMENSIONS.filter((d) => d.valeur !== croise)} />
        <ChampChoix nom="Une colonne par" valeur={croise} onChange={(v) => changer(() => setCroise(dimension(v)))} choix={DIMENSIONS.filter((d) => d.valeur !== par)} />
      </div>
      {erreur ? <EtatErreur erreur={erreur} reessayer={() => void lu.refetch()} /> : null}
      {lu.data ? <Carte key={`${session}/${par}/${croise}`} croisement={croiser(lu.data.lignes, par, croise)} croise={croise} choisie={choisie} onChoix={setChoisie} /> : erreur ? null : <p aria-busy="true">Chargement…</p>}
      {choisie ? <Manques key={`${choisie.ligne}/${choisie.colonne}`} session={session} par={par} croise={croise} choisie={choisie} /> : null}
    </div>
  );
}

function resume(c: Croisement): string {
  if (c.manque === 0) {
    return "Toutes les places sont pourvues.";
  }
  const places = `${nombre(c.manque)} place${c.manque > 1 ? "s" : ""} à pourvoir, réserve non comprise.`;
  return c.autres.lignes + c.autres.colonnes > 0
    ? `${places} Les lignes et les colonnes où il en manque le plus sont montrées ; ${nombre(c.autres.manque)} manquent ailleurs : croisez autrement pour les voir.`
    : places;
}

type PropsCarte = Readonly<{ croisement: Croisement; croise: Dimension; choisie: Choisie | undefined; onChoix: (c: Choisie) => void }>;

function Carte({ croisement: c, croise, choisie, onChoix }: PropsCarte) {
  const corps = useRef<HTMLTableSectionElement>(null);
  const [actif, setActif] = useState<readonly [number, number]>(() => aller(c, [0, -1], "ArrowRight") ?? [0, 0]);
  if (c.lignes.length === 0) {
    return <p>Aucune mission ouverte dans cette session.</p>;
  }
  const fleche = (e: KeyboardEvent) => {
    const vers = aller(c, actif, e.key);
    if (vers) {
      e.preventDefault();
      setActif(vers);
      corps.current?.rows[vers[0]]?.cells[vers[1] + 1]?.querySelector("button")?.focus();
    }
  };
  return (
    <>
      <p role="status">{resume(c)}</p>
      <p className="fr-hint-text">Chaque case dit combien de personnes manquent, et sur combien. Les flèches passent d’une case à l’autre, Entrée ouvre ses missions.</p>
      <div className={styles["cadre"]} role="region" aria-label="Places à pourvoir">
        <table className={styles["carte"]}>
          <caption className="lecture-seule-ecran">Places à pourvoir</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="lecture-seule-ecran">Ligne</span>
              </th>
              {c.colonnes.map((k) => (
                <th key={k.cle} scope="col" data-long={croise !== "jour"} title={k.libelle}>
                  {croise === "jour" ? k.libelle.slice(0, 5) : k.libelle}
                  {croise === "jour" ? <span className="lecture-seule-ecran">{k.libelle.slice(5)}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={corps}>
            {c.lignes.map((l, i) => (
              <tr key={l.cle}>
                <th scope="row">{l.libelle}</th>
                {c.colonnes.map((k, j) => (
                  <Cellule
                    key={k.cle}
                    valeur={l.cases.get(k.cle)}
                    nom={`${l.libelle}, ${k.libelle}`}
                    atteinte={actif[0] === i && actif[1] === j}
                    ouverte={choisie?.ligne === l.cle && choisie.colonne === k.cle}
                    onTouche={fleche}
                    onChoix={() => {
                      setActif([i, j]);
                      onChoix({ ligne: l.cle, colonne: k.cle, titre: `${l.libelle}, ${k.libelle}` });
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type PropsCellule = Readonly<{ valeur: Case | undefined; nom: string; atteinte: boolean; ouverte: boolean; onTouche: (e: KeyboardEvent) => void; onChoix: () => void }>;

function Cellule({ valeur: v, nom, atteinte, ouverte, onTouche, onChoix }: PropsCellule) {
  if (!v) {
    return (
      <td>
        <span className="lecture-seule-ecran">Aucune mission</span>
      </td>
    );
  }
  const n = manque(v);
  const dit = n > 0 ? `il manque ${nombre(n)} sur ${nombre(v.besoin)}` : `${nombre(v.besoin)} pourvues`;
  return (
    <td data-niveau={niveau(v)}>
      <button type="button" tabIndex={atteinte ? 0 : -1} aria-label={`${nom} : ${dit}`} aria-pressed={ouverte} title={dit} onClick={onChoix} onKeyDown={onTouche}>
        {n > 0 ? nombre(n) : "✓"}
        <small> / {nombre(v.besoin)}</small>
      </button>
    </td>
  );
}
