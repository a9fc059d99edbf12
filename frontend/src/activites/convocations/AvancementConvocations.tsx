import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LigneAvancementConvocations, ParAvancement } from "../../api/genere";
import { lireAvancementConvocations } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { ChampChoix } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Convocations.module.css";
import { useSessionChoisie } from "./sessions";

const PAR = [
  { valeur: "epreuve", libelle: "Épreuve" },
  { valeur: "centre", libelle: "Centre" },
  { valeur: "discipline", libelle: "Discipline" },
] as const;

const n = (v: number) => v.toLocaleString("fr-FR");

const COLONNES: readonly ColonneSimple<LigneAvancementConvocations>[] = [
  { titre: "Où", valeur: (l) => l.libelle },
  { titre: "Affectées", nombre: true, valeur: (l) => n(l.affectees) },
  { titre: "Convoquées", nombre: true, valeur: (l) => n(l.convoquees) },
  {
    titre: "Part convoquée",
    valeur: (l) => (
      <meter min={0} max={l.affectees} value={l.convoquees} aria-label={`Part convoquée, ${l.libelle}`}>
        {Math.round((100 * l.convoquees) / l.affectees)} %
      </meter>
    ),
  },
  { titre: "Ouvertes", nombre: true, valeur: (l) => n(l.ouvertes) },
  { titre: "Acquittées", nombre: true, valeur: (l) => n(l.acquittees) },
  { titre: "Contestées", nombre: true, valeur: (l) => n(l.contestees) },
];

/** How far convocations are, where it is late. */
export function AvancementConvocations() {
  const { session, choisir, choix } = useSessionChoisie();
  const [par, setPar] = useState<ParAvancement>("epreuve");
  const lu = useQuery({
    queryKey: [...cleListe("convocations"), "avancement", session, par],
    queryFn: ({ signal }) => lireAvancementConvocations({ query: { session, par }, signal }),
    enabled: session !== "",
  });
  return (
    <div className={styles["zone"]}>
      <div className={styles["boutons"]}>
        <ChampChoix nom="Session" valeur={session} onChange={choisir} choix={choix} />
        <ChampChoix nom="Par" valeur={par} onChange={(v) => setPar(v as ParAvancement)} choix={PAR} />
      </div>
      {lu.isError ? <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} /> : null}
      {lu.data ? <TableSimple titre="Avancement des convocations" colonnes={COLONNES} lignes={lu.data.lignes} cle={(l) => l.cle} vide="Aucune affectation dans cette session." /> : <p aria-busy="true">Chargement…</p>}
    </div>
  );
}
