import { useQuery } from "@tanstack/react-query";
import type { MembreJury } from "../../api/genere";
import { lireJury } from "../../api/genere/sdk.gen";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import { EtatErreur } from "../../grille/Etats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Jurys.module.css";
import { nomQualite } from "./textes";

const MEMBRES: readonly ColonneSimple<MembreJury>[] = [
  { titre: "Nom", valeur: (m) => `${m.nom} ${m.prenom}` },
  { titre: "Rôle", valeur: (m) => ROLES.find((r) => r.valeur === m.role)?.libelle ?? m.role },
  { titre: "Discipline", valeur: (m) => m.discipline },
  { titre: "Qualités", valeur: (m) => m.qualites.map(nomQualite).join(", ") },
  {
    titre: "État",
    valeur: (m) => ETATS_AFFECTATION.find((e) => e.valeur === m.etat)?.libelle ?? m.etat,
  },
];

/** Who sits in the jury, and what the rules of the diploma say of it: warnings, never refusals. */
export function Composition({ jury }: Readonly<{ jury: string }>) {
  const lu = useQuery({
    queryKey: ["liste", "jurys", "detail", jury],
    queryFn: ({ signal }) => lireJury({ path: { id: jury }, signal }),
  });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  if (!lu.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const { membres, composition, mission } = lu.data;
  return (
    <>
      {composition.length > 0 ? (
        <ul className={styles["regles"]} aria-label="Règles de composition">
          {composition.map((c) => (
            <li key={c.regle} className={styles["regle"]} data-respectee={c.respectee}>
              <strong>{c.respectee ? "Respectée" : "À revoir"}</strong>
              <span>{c.libelle}</span>
              <p>
                {c.constat}
                {c.reference ? ` (${c.reference})` : ""}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <p>Aucune règle de composition pour ce diplôme.</p>
      )}
      <p className={styles["tenu"]}>
        Ces règles avertissent ; elles n’empêchent ni d’affecter ni de délibérer.
      </p>
      <TableSimple
        titre="Membres du jury"
        colonnes={MEMBRES}
        lignes={membres}
        cle={(m) => m.affectation}
        vide={
          mission
            ? "Personne n’est encore affecté à la délibération."
            : "La délibération n’a pas encore de mission : générez les missions de la session."
        }
      />
    </>
  );
}
