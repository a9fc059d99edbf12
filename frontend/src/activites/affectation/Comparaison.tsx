import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Plan } from "../../api/genere";
import { lirePlan } from "../../api/genere/sdk.gen";
import { montant, nombre } from "../../grille/formats";
import { Dialogue } from "../../ui/Dialogue";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { ecartProuve } from "./textes";

const MAX = 4;

type Mesure = Readonly<{ nom: string; valeur: (p: Plan) => string; meilleur?: (p: Plan) => number | undefined }>;

const chiffre = (n: number | undefined) => (n === undefined ? "" : nombre(n));

const MESURES: readonly Mesure[] = [
  { nom: "Places pourvues", valeur: (p) => chiffre(p.pourvues), meilleur: (p) => (p.pourvues === undefined ? undefined : -p.pourvues) },
  { nom: "Places vides", valeur: (p) => chiffre(p.vides), meilleur: (p) => p.vides },
  { nom: "Coût", valeur: (p) => (p.cout === undefined ? "" : montant(p.cout)), meilleur: (p) => p.cout },
  { nom: "Écart prouvé", valeur: (p) => ecartProuve(p.ecart), meilleur: (p) => p.ecart },
  { nom: "Frais estimés", valeur: (p) => (p.frais === undefined ? "" : montant(p.frais)), meilleur: (p) => p.frais },
  { nom: "Kilomètres", valeur: (p) => chiffre(p.km), meilleur: (p) => p.km },
  { nom: "Personnes appelées", valeur: (p) => chiffre(p.personnes) },
  { nom: "Inégalité (Gini)", valeur: (p) => (p.gini === undefined ? "" : nombre(p.gini / 1000)), meilleur: (p) => p.gini },
  { nom: "Charge la plus forte", valeur: (p) => chiffre(p.charge_max), meilleur: (p) => p.charge_max },
  { nom: "Personnes au plafond", valeur: (p) => chiffre(p.au_plafond), meilleur: (p) => p.au_plafond },
  { nom: "Affectations défaites", valeur: (p) => chiffre(p.deplaces), meilleur: (p) => p.deplaces },
  { nom: "Convocations à refaire", valeur: (p) => chiffre(p.a_reconvoquer), meilleur: (p) => p.a_reconvoquer },
];

export function Comparaison({ ids }: Readonly<{ ids: readonly string[] }>) {
  const [ouvert, setOuvert] = useState(false);
  if (ids.length < 2) {
    return null;
  }
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setOuvert(true)}>
        Comparer…
      </button>
      {ouvert ? <CoteACote ids={ids.slice(0, MAX)} onFermer={() => setOuvert(false)} /> : null}
    </>
  );
}

function CoteACote({ ids, onFermer }: Readonly<{ ids: readonly string[]; onFermer: () => void }>) {
  const lus = useQuery({ queryKey: ["plans-compares", ...ids], queryFn: () => Promise.all(ids.map((id) => lirePlan({ path: { id } }))) });
  const plans = lus.data ?? [];
  const colonnes: readonly ColonneSimple<Mesure>[] = [
    { titre: "Mesure", valeur: (m) => m.nom },
    ...plans.map((p) => ({
      titre: p.libelle,
      nombre: true,
      valeur: (m: Mesure) => {
        const rang = m.meilleur;
        const gagne = rang !== undefined && plans.length > 1 && plans.every((q) => (rang(p) ?? Infinity) <= (rang(q) ?? Infinity)) && plans.some((q) => rang(q) !== rang(p));
        return gagne ? <strong>{m.valeur(p)} ★</strong> : m.valeur(p);
      },
    })),
  ];
  return (
    <Dialogue
      titre="Comparer des plans"
      ouvert
      onFermer={onFermer}
      actions={
        <button type="button" className="fr-btn fr-btn--sm" onClick={onFermer}>
          Fermer
        </button>
      }
    >
      <TableSimple titre="Plans côte à côte" colonnes={colonnes} lignes={MESURES} cle={(m) => m.nom} vide="" />
      <p>★ le meilleur des plans comparés.</p>
    </Dialogue>
  );
}
