import { useQuery } from "@tanstack/react-query";
import type { ExplicationPlace, Levier, PenuriePlan } from "../../api/genere";
import { expliquerPlace, listerLeviers } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { instant, montant, nombre } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Affectation.module.css";
import { difference, nomTerme } from "./textes";

type Props = Readonly<{ place: string; version: number; intervenant?: string }>;

/** Why somebody sits there, why somebody else does not, or why nobody does: sentences first, then the numbers. */
export function Explication({ place, version, intervenant }: Props) {
  const lue = useQuery({
    queryKey: ["explication", place, version, intervenant ?? ""],
    queryFn: ({ signal }) => expliquerPlace({ path: { id: place }, query: intervenant ? { intervenant } : {}, signal }),
    staleTime: 60_000,
  });
  if (lue.isError) {
    return <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} />;
  }
  if (!lue.data) {
    return (
      <p aria-busy="true" role="status">
        Lecture du plan…
      </p>
    );
  }
  const x = lue.data;
  return (
    <div className={styles["explication"]}>
      {x.phrases.map((p) => (
        <p key={p}>{p}</p>
      ))}
      {x.termes.length > 1 && x.delta !== undefined ? <Compte explication={x} /> : null}
      {x.penurie ? <Penurie penurie={x.penurie} /> : null}
      {x.genre === "vide" ? <Leviers place={place} version={version} /> : null}
      <p className="fr-hint-text">Personnes et missions lues le {instant(x.lu_le)}, sous les règles de ce plan.</p>
    </div>
  );
}

function Compte({ explication: x }: Readonly<{ explication: ExplicationPlace }>) {
  return (
    <details>
      <summary>De quoi ces {montant(Math.abs(x.delta ?? 0))} sont faits</summary>
      <table className={styles["compte"]}>
        <caption className="lecture-seule-ecran">De quoi la différence est faite</caption>
        <tbody>
          {x.termes.map((t) => (
            <tr key={t.regle}>
              <th scope="row">{nomTerme(t.regle)}</th>
              <td>{difference(t.centimes)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <strong>Pour le plan</strong>
            </th>
            <td>
              <strong>{difference(x.delta ?? 0)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </details>
  );
}

const MISSIONS: readonly ColonneSimple<PenuriePlan["missions"][number]>[] = [
  { titre: "Mission", valeur: (m) => m.libelle },
  { titre: "Demande", nombre: true, valeur: (m) => nombre(m.demande) },
  { titre: "Pourvues", nombre: true, valeur: (m) => nombre(m.pourvues) },
];

const PERSONNES: readonly ColonneSimple<PenuriePlan["personnes"][number]>[] = [
  { titre: "Personne", valeur: (p) => p.nom },
  { titre: "Tient", valeur: (p) => p.sur },
];

function Penurie({ penurie: p }: Readonly<{ penurie: PenuriePlan }>) {
  const autres = p.nombre_personnes - p.personnes.length;
  return (
    <>
      {p.missions.length > 1 ? (
        <details>
          <summary>Les {nombre(p.missions.length)} missions en concurrence</summary>
          <TableSimple titre="Missions en concurrence" colonnes={MISSIONS} lignes={p.missions} cle={(m) => `${m.mission}/${m.role}`} vide="Aucune." />
        </details>
      ) : null}
      {p.personnes.length > 0 ? (
        <details>
          <summary>
            {p.nombre_personnes === 1 ? "La personne qui peut venir" : `Les ${nombre(p.nombre_personnes)} personnes qui peuvent venir`}
            {autres > 0 ? ` (les ${nombre(p.personnes.length)} premières)` : ""}
          </summary>
          <TableSimple titre="Personnes qui peuvent venir" colonnes={PERSONNES} lignes={p.personnes} cle={(x) => x.intervenant} vide="Personne." />
        </details>
      ) : null}
    </>
  );
}

function Leviers({ place, version }: Readonly<{ place: string; version: number }>) {
  const lus = useQuery({ queryKey: ["leviers", place, version], queryFn: ({ signal }) => listerLeviers({ path: { id: place }, signal }), staleTime: 60_000 });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return (
      <p aria-busy="true" role="status">
        Recherche de ce qui la pourvoirait…
      </p>
    );
  }
  const { leviers, partiel, missions } = lus.data;
  return (
    <section aria-label="Ce qui aiderait">
      <h3 className="fr-h6">Ce qui aiderait</h3>
      {leviers.length === 0 ? (
        <p>Aucune règle levée seule n’en pourvoirait une de plus.</p>
      ) : (
        <ol className={styles["leviers"]}>
          {leviers.map((l: Levier, i) => (
            <li key={l.regle}>
              {l.phrase} {i === 0 && leviers.filter((x) => x.regle !== "personne").length > 1 ? <span className="fr-badge fr-badge--info fr-badge--no-icon fr-badge--sm">Le moins coûteux</span> : null}
            </li>
          ))}
        </ol>
      )}
      <p className="fr-hint-text">
        {partiel
          ? "Trop de missions se disputent ces personnes : celle-ci seule a été calculée de nouveau, le reste du plan ne bougeant pas."
          : `Chaque levier a été calculé de nouveau${missions > 1 ? `, sur les ${nombre(missions)} postes en concurrence` : ""}, le reste du plan ne bougeant pas.`}
      </p>
    </section>
  );
}
