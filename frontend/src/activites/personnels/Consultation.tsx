import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type CSSProperties } from "react";
import type { DisponibilitePersonne, Disponibilites } from "../../api/genere";
import { listerDisponibilites, listerSessions } from "../../api/genere/sdk.gen";
import { jourLocal } from "../../dossier/disponible";
import { EtatErreur } from "../../grille/Etats";
import { date, instant } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { Champ, ChampChoix } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { frise, jours } from "./frise";
import styles from "./Personnels.module.css";

const QUI = [
  { valeur: "tous", libelle: "Tous les personnels" },
  { valeur: "libres", libelle: "Disponibles toute la période" },
  { valeur: "empeches", libelle: "Indisponibles, au moins en partie" },
  { valeur: "convoques", libelle: "Avec une mission" },
] as const;

const FILTRES: Readonly<Record<string, (p: DisponibilitePersonne) => boolean>> = {
  libres: (p) => p.empechements.length === 0 && p.missions.length === 0,
  empeches: (p) => p.empechements.length > 0,
  convoques: (p) => p.missions.length > 0,
};

function Frise({
  personne,
  lues,
}: Readonly<{ personne: DisponibilitePersonne; lues: Disponibilites }>) {
  return (
    <span
      aria-hidden="true"
      className={styles["frise"]}
      style={{ "--jour": `${100 / jours(lues.du, lues.au)}%` } as CSSProperties}
    >
      {frise(personne, lues.du, lues.au).map((s) => (
        <span
          key={`${s.genre} ${s.depart} ${s.largeur}`}
          data-genre={s.genre}
          style={{ insetInlineStart: `${s.depart}%`, inlineSize: `${s.largeur}%` }}
        />
      ))}
    </span>
  );
}

function Lignes({ dites }: Readonly<{ dites: readonly string[] }>) {
  return (
    <ul className={styles["liste"]}>
      {dites.map((d) => (
        <li key={d}>{d}</li>
      ))}
    </ul>
  );
}

function colonnesDe(
  lues: Disponibilites,
  choisir: (p: DisponibilitePersonne) => void,
): readonly ColonneSimple<DisponibilitePersonne>[] {
  return [
    {
      titre: "Personne",
      valeur: (p) => (
        <button type="button" className={styles["nom"]} onClick={() => choisir(p)}>
          {p.nom} {p.prenom}
        </button>
      ),
    },
    { titre: "Rattachement", valeur: (p) => (p.principal ? "Principal" : "Secondaire") },
    { titre: "Discipline", valeur: (p) => p.discipline },
    { titre: "Période", valeur: (p) => <Frise personne={p} lues={lues} /> },
    {
      titre: "Disponibilité",
      valeur: (p) =>
        p.empechements.length === 0 ? (
          "Disponible"
        ) : (
          <Lignes dites={p.empechements.map((e) => e.libelle)} />
        ),
    },
    {
      titre: "Missions",
      valeur: (p) => (
        <Lignes
          dites={p.missions.map(
            (m) =>
              `${instant(m.debut, m.fuseau)} : ${m.type}, ${m.centre}${m.etat === "convoquee" ? " (convoqué)" : ""}`,
          )}
        />
      ),
    },
  ];
}

/** Who is free between two days, and where the others are. Printed, it is the sheet of the staff room. */
export function Consultation({
  choisir,
}: Readonly<{ choisir: (p: DisponibilitePersonne) => void }>) {
  // What one comes for first is the session that is being prepared.
  const sessions = useQuery({
    queryKey: ["liste", "sessions", "ouvertes"],
    queryFn: ({ signal }) =>
      listerSessions({ query: { filtre: "etat=in=(preparation,ouverte)", tri: "-annee" }, signal }),
  });
  if (sessions.isPending) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const s = sessions.data?.items.find((x) => x.debut && x.fin);
  return (
    <Periode depart={s?.debut ?? jourLocal()} arrivee={s?.fin ?? jourLocal(30)} choisir={choisir} />
  );
}

function Periode({
  depart,
  arrivee,
  choisir,
}: Readonly<{ depart: string; arrivee: string; choisir: (p: DisponibilitePersonne) => void }>) {
  const [du, setDu] = useState(depart);
  const [au, setAu] = useState(arrivee);
  const [qui, setQui] = useState("tous");
  const lues = useQuery({
    queryKey: ["liste", "disponibilites", du, au],
    queryFn: ({ signal }) => listerDisponibilites({ query: { du, au }, signal }),
    enabled: du !== "" && au !== "",
    placeholderData: (avant) => avant,
  });
  const montrees = useMemo(
    () => lues.data?.personnes.filter(FILTRES[qui] ?? (() => true)) ?? [],
    [lues.data, qui],
  );
  return (
    <div className={styles["page"]}>
      <div className={`${styles["criteres"]} ${styles["ecran"]}`}>
        <Champ nom="Du" type="date" valeur={du} onChange={setDu} />
        <Champ nom="Au (inclus)" type="date" valeur={au} onChange={setAu} />
        <ChampChoix nom="Montrer" valeur={qui} onChange={setQui} choix={QUI} />
        <button
          type="button"
          className="fr-btn fr-btn--sm fr-btn--secondary"
          disabled={!lues.data}
          onClick={() => window.print()}
        >
          Imprimer
        </button>
      </div>
      {lues.isError ? (
        <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />
      ) : null}
      {lues.data ? (
        <>
          <p className={styles["resume"]} role="status">
            {lues.data.etablissement}, du {date(lues.data.du)} au {date(lues.data.au)} :{" "}
            {accorder(montrees.length, "personne")}
            {qui === "tous"
              ? ""
              : ` (${QUI.find((q) => q.valeur === qui)?.libelle.toLowerCase() ?? ""})`}
            .
          </p>
          <p className={styles["legende"]}>
            <span>
              <i data-genre="empechement" /> Indisponible
            </span>
            <span>
              <i data-genre="mission" /> Mission
            </span>
          </p>
          <TableSimple
            titre="Personnels et disponibilité"
            colonnes={colonnesDe(lues.data, choisir)}
            lignes={montrees}
            cle={(p) => p.intervenant}
            vide="Personne dans ce cas sur cette période."
          />
        </>
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
    </div>
  );
}
