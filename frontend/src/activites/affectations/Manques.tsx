import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { LigneAvancement } from "../../api/genere";
import { lireAvancement } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import type { Choisie } from "./Chaleur";
import { filtreCase, manque, type Dimension } from "./chaleur";

const sur = (n: number, total: number): string => `${nombre(n)} sur ${nombre(total)}`;

const COLONNES: readonly ColonneSimple<LigneAvancement>[] = [
  { titre: "Mission", valeur: (m) => m.libelle },
  { titre: "Manque", nombre: true, valeur: (m) => nombre(manque(m)) },
  { titre: "Affectés", nombre: true, valeur: (m) => sur(m.pourvu, m.besoin) },
  { titre: "Convoqués", nombre: true, valeur: (m) => nombre(m.convoque) },
  { titre: "Réserve", nombre: true, valeur: (m) => (m.reserve > 0 ? sur(m.reserve_pourvue, m.reserve) : "–") },
];

type Props = Readonly<{ session: string; par: Dimension; croise: Dimension; choisie: Choisie }>;

/** The missions of a cell, those that lack most people first: what is needed, who is there, the reserve. */
export function Manques({ session, par, croise, choisie: c }: Props) {
  const titre = useRef<HTMLHeadingElement>(null);
  const lues = useQuery({
    queryKey: [...cleListe("affectations"), "manques", session, par, croise, c.ligne, c.colonne],
    queryFn: ({ signal }) => lireAvancement({ query: { session, par: "mission", filtre: filtreCase(par, c.ligne, croise, c.colonne) }, signal }),
  });
  useEffect(() => titre.current?.focus(), []);
  const lignes = (lues.data?.lignes ?? []).toSorted((a, b) => manque(b) - manque(a) || a.libelle.localeCompare(b.libelle, "fr"));
  return (
    <div>
      <h2 className="fr-h6" ref={titre} tabIndex={-1}>
        {c.titre}
      </h2>
      {lues.isError ? <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} /> : null}
      {lues.data ? (
        <TableSimple titre={`Missions : ${c.titre}`} colonnes={COLONNES} lignes={lignes} cle={(m) => m.cle} vide="Aucune mission ouverte." />
      ) : lues.isError ? null : (
        <p aria-busy="true">Chargement…</p>
      )}
    </div>
  );
}
