import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { JourCalendrier, LigneCalendrier, Session } from "../../api/genere";
import { lireCalendrier } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { ChampChoix } from "../../ui/Champ";
import { Journee } from "./Journee";
import styles from "./Missions.module.css";
import { densite, INITIALES, jourCourt, jourLong, plafond, semaines } from "./semaines";

const PAR = [
  { valeur: "centre", libelle: "Centre" },
  { valeur: "discipline", libelle: "Discipline" },
] as const;

type Place = Readonly<{ ligne: number; jour: number }>;

/** The whole session at a glance: a line per centre or discipline, a cell per day, as dark as it is busy. A cell opens its day. */
export function Calendrier({ session }: Readonly<{ session: Session }>) {
  const [par, setPar] = useState<"centre" | "discipline">("centre");
  const [ouverte, setOuverte] = useState<Readonly<{ ligne: LigneCalendrier | undefined; jour: string }>>();
  const lu = useQuery({ queryKey: ["calendrier", session.id, par], queryFn: ({ signal }) => lireCalendrier({ query: { session: session.id, par }, signal }) });
  const { debut, fin, lignes = [] } = lu.data ?? {};
  const jours = useMemo(() => (debut && fin ? semaines(debut, fin).flat() : []), [debut, fin]);
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  if (!lu.data) {
    return <p aria-busy="true">Chargement du calendrier…</p>;
  }
  return (
    <>
      <div className={styles["actions"]}>
        <ChampChoix nom="Une ligne par" valeur={par} onChange={(v) => setPar(v === "discipline" ? v : "centre")} choix={PAR} />
        <small>Dans chaque case, le nombre de missions ; plus elle est foncée, plus on y demande de monde ; souligné : il manque quelqu’un.</small>
      </div>
      {lignes.length === 0 ? (
        <p>Aucun créneau dans cette session.</p>
      ) : (
        <Tableau session={session} par={par} lignes={lignes} jours={jours} onOuvrir={(ligne, jour) => setOuverte({ ligne, jour })} />
      )}
      {ouverte ? <Journee session={session} par={par} ligne={ouverte.ligne} jour={ouverte.jour} onFermer={() => setOuverte(undefined)} /> : null}
    </>
  );
}

type PropsTableau = Readonly<{
  session: Session;
  par: "centre" | "discipline";
  lignes: readonly LigneCalendrier[];
  jours: readonly string[];
  onOuvrir: (ligne: LigneCalendrier | undefined, jour: string) => void;
}>;

function Tableau({ session, par, lignes, jours, onOuvrir }: PropsTableau) {
  const table = useRef<HTMLTableElement>(null);
  const [ici, setIci] = useState<Place>({ ligne: 0, jour: 0 });
  const cases = useMemo(() => lignes.map((l) => new Map(l.jours.map((j) => [j.jour, j]))), [lignes]);
  const max = useMemo(() => plafond(lignes.flatMap((l) => l.jours.map((j) => j.besoin))), [lignes]);
  const aller = (l: number, j: number) => {
    const place = { ligne: Math.min(lignes.length - 1, Math.max(0, l)), jour: Math.min(jours.length - 1, Math.max(0, j)) };
    setIci(place);
    table.current?.querySelector<HTMLElement>(`[data-case="${place.ligne}-${place.jour}"]`)?.focus();
  };
  const touche = (e: KeyboardEvent, l: number, j: number) => {
    const vers = {
      ArrowLeft: [l, j - 1],
      ArrowRight: [l, j + 1],
      ArrowUp: [l - 1, j],
      ArrowDown: [l + 1, j],
      Home: [l, 0],
      End: [l, jours.length - 1],
      PageUp: [l - 10, j],
      PageDown: [l + 10, j],
    }[e.key];
    if (vers) {
      e.preventDefault();
      aller(vers[0] ?? l, vers[1] ?? j);
    }
  };
  return (
    <div className={styles["calendrier"]}>
      <table ref={table} role="grid" aria-label={`Calendrier de la session ${session.code} par ${par}`}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {par === "centre" ? "Centre" : "Discipline"}
            </th>
            {jours.map((j, i) =>
              i % 7 === 0 ? (
                <th key={j} scope="colgroup" colSpan={7}>
                  semaine du {jourCourt(j)}
                </th>
              ) : null,
            )}
          </tr>
          <tr>
            {jours.map((j, i) => (
              <th key={j} scope="col" style={{ insetBlockStart: "1.25rem" }}>
                <span aria-hidden="true">
                  {INITIALES[i % 7]} {Number(j.slice(8))}
                </span>
                <span className="lecture-seule-ecran">{jourLong(j)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((l, i) => (
            <tr key={`${l.cle} ${l.libelle}`}>
              <th scope="row" title={l.libelle}>
                {l.libelle || (par === "centre" ? "Sans centre" : "Sans discipline")}
              </th>
              {jours.map((j, k) => {
                const c = cases[i]?.get(j);
                return (
                  <td key={j} data-dimanche={k % 7 === 6}>
                    <button
                      type="button"
                      className={styles["jour"]}
                      data-case={`${i}-${k}`}
                      data-densite={c ? densite(c.besoin, max) : 0}
                      data-manque={c ? c.affectes < c.besoin : false}
                      aria-label={dire(l, j, c)}
                      title={c ? dire(l, j, c) : undefined}
                      tabIndex={ici.ligne === i && ici.jour === k ? 0 : -1}
                      onKeyDown={(e) => touche(e, i, k)}
                      onFocus={() => setIci({ ligne: i, jour: k })}
                      onClick={() => (c ? onOuvrir(l, j) : undefined)}
                    >
                      {c ? nombre(c.missions) : ""}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dire(l: LigneCalendrier, jour: string, c: JourCalendrier | undefined): string {
  const quoi = c ? `${accorder(c.missions, "mission", "missions")}, ${accorder(c.besoin, "personne demandée", "personnes demandées")}, ${c.affectes} affectées` : "rien";
  return `${l.libelle || "Sans centre"}, ${jourLong(jour)} : ${quoi}`;
}
