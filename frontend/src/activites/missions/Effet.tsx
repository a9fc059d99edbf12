import type { EffetMission, PersonneTouchee } from "../../api/genere";
import { ETATS_AFFECTATION, ROLES } from "../../domaine/etats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

const COLONNES: readonly ColonneSimple<PersonneTouchee>[] = [
  { titre: "Nom", valeur: (t) => `${t.nom} ${t.prenom}` },
  { titre: "Rôle", valeur: (t) => ROLES.find((r) => r.valeur === t.role)?.libelle },
  { titre: "État", valeur: (t) => ETATS_AFFECTATION.find((e) => e.valeur === t.etat)?.libelle },
];

const AVEC_EMPECHEMENT: readonly ColonneSimple<PersonneTouchee>[] = [...COLONNES, { titre: "Prise ailleurs", valeur: (t) => t.empechement }];

/** What changes, what remains to be done afterwards, and whom it touches. */
export function Effet({ effet: e }: Readonly<{ effet: EffetMission }>) {
  return (
    <>
      <p>Change : {e.change.join(", ")}.</p>
      {e.suites.length > 0 ? (
        <>
          <p>
            <strong>Ensuite :</strong>
          </p>
          <ul>
            {e.suites.map((s) => (
              <li key={s}>{s}</li>
            ))}
          </ul>
        </>
      ) : null}
      <TableSimple
        titre="Personnes touchées"
        colonnes={e.touches.some((t) => t.empechement) ? AVEC_EMPECHEMENT : COLONNES}
        lignes={e.touches}
        cle={(t) => t.affectation}
        vide="Personne n’est touché."
      />
    </>
  );
}
