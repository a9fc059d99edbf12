import { useQuery } from "@tanstack/react-query";
import type { Competence, OrigineCompetence } from "../../api/genere";
import { lireOriginesCompetence } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

const COLONNES: readonly ColonneSimple<OrigineCompetence>[] = [
  { titre: "Enseignement", valeur: (o) => o.enseignement_libelle },
  { titre: "Règle", valeur: (o) => o.regle_libelle },
  { titre: "Priorité", nombre: true, valeur: (o) => o.priorite },
  { titre: "", valeur: (o) => (o.disparu ? "N’existe plus : le prochain calcul en tiendra compte" : "") },
];

/** Why the computation gave this compétence: which enseignement, by which rule. */
export function Origines({ competence }: Readonly<{ competence: Competence }>) {
  const lues = useQuery({
    queryKey: ["liste", "competences", "origines", competence.id],
    queryFn: ({ signal }) => lireOriginesCompetence({ path: { id: competence.id }, signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  if (!lues.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  return (
    <TableSimple
      titre="Pourquoi le calcul l’a donnée"
      colonnes={COLONNES}
      lignes={lues.data.origines}
      cle={(o, i) => `${o.regle ?? ""} ${o.enseignement ?? ""} ${i}`}
      vide={competence.auteurs.some((a) => a.type === "systeme") ? "Cette ligne SYS date d’avant les règles : le prochain calcul dira d’où elle vient." : "Le calcul ne la donne pas : elle tient à ceux qui l’ont déclarée."}
    />
  );
}
