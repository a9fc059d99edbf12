import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RegleAffectation } from "../../api/genere";
import { listerReglesAffectation } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { montant } from "../../grille/formats";
import { Champ } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { ReglerRegle } from "./ReglerRegle";
import { FORCES } from "./textes";

const ORIGINES: Readonly<Record<RegleAffectation["origine"], string>> = { catalogue: "Réglage d’origine", academie: "Décidé pour l’académie", examen: "Décidé pour cet examen" };

/** Every rule, how strongly it binds and what it costs to pass over it, for the académie or for one examen. */
export function VueRegles() {
  const [examen, setExamen] = useState("");
  const [choisie, setChoisie] = useState<RegleAffectation>();
  const code = examen.trim().toUpperCase();
  const lues = useQuery({
    queryKey: ["regles-affectation", code],
    queryFn: ({ signal }) => listerReglesAffectation({ query: code ? { examen: code } : {}, signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<RegleAffectation>[] = [
    { titre: "Règle", valeur: (r) => <strong>{r.libelle}</strong> },
    { titre: "Ce qu’elle dit", valeur: (r) => r.phrase },
    { titre: "Force", valeur: (r) => FORCES[r.force] },
    { titre: "Prix d’un manquement", nombre: true, valeur: (r) => (r.force === "souple" && r.par_poids ? `${montant(r.poids)} par ${r.par_poids}` : "") },
    { titre: "Origine", valeur: (r) => ORIGINES[r.origine] },
    {
      titre: "Régler",
      valeur: (r) =>
        r.forces.length > 1 || r.par_poids || r.unite ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Régler « ${r.libelle} »`} onClick={() => setChoisie(r)}>
            Régler…
          </button>
        ) : (
          "Toujours"
        ),
    },
  ];
  const groupes = [...new Set(lues.data?.regles.map((r) => r.groupe))];
  return (
    <div>
      <Champ nom="Examen" valeur={examen} onChange={setExamen} code indice="Vide : les règles de tous les examens" max={20} />
      {lues.data ? null : <p aria-busy="true">Chargement…</p>}
      {groupes.map((g) => (
        <section key={g}>
          <h2 className="fr-h6 fr-mt-2w">{g}</h2>
          <TableSimple titre={g} colonnes={colonnes} lignes={lues.data?.regles.filter((r) => r.groupe === g) ?? []} cle={(r) => r.code} vide="" />
        </section>
      ))}
      {choisie ? <ReglerRegle key={`${choisie.code}-${code}`} regle={choisie} examen={code} onFermer={() => setChoisie(undefined)} /> : null}
    </div>
  );
}
