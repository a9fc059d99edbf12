import { useDeferredValue, useState, type ReactNode } from "react";
import type { Tarif } from "../../api/genere";
import { nombre } from "../../grille/formats";
import { Champ, ChampChoix } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Baremes.module.css";
import { DecisionTarif } from "./DecisionTarif";
import { Origine } from "./Origine";
import { FAMILLES, periodeDe, valeurLisible } from "./valeurs";

function sansAccent(t: string): string {
  return t.normalize("NFD").replaceAll(/\p{Diacritic}/gu, "").toLowerCase();
}

/** Every value in force on a day: what, how much, since when, and who says so. */
export function Tarifs({ tarifs, jour, choixDuJour }: Readonly<{ tarifs: readonly Tarif[]; jour: string; choixDuJour: ReactNode }>) {
  const [famille, setFamille] = useState("");
  const [mots, setMots] = useState("");
  const [choisi, setChoisi] = useState<Tarif>();
  const cherches = useDeferredValue(sansAccent(mots).split(/\s+/).filter(Boolean));
  const deLaFamille = FAMILLES.find((f) => f.valeur === famille)?.de ?? (() => true);
  const vus = tarifs.filter((t) => deLaFamille(t.code) && cherches.every((m) => sansAccent(`${t.libelle} ${t.code}`).includes(m)));
  const colonnes: readonly ColonneSimple<Tarif>[] = [
    {
      titre: "Ce qui est payé",
      valeur: (t) => (
        <>
          {t.libelle} <span className={styles["code"]}>{t.code}</span>
        </>
      ),
    },
    { titre: "Valeur", valeur: (t) => <strong className={styles["valeur"]}>{valeurLisible(t)}</strong> },
    { titre: "Période", valeur: periodeDe },
    { titre: "D’où vient ce chiffre", valeur: (t) => <Origine tarif={t} /> },
    {
      titre: "Décider",
      valeur: (t) => (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Changer… ${t.libelle}`} onClick={() => setChoisi(t)}>
          Changer…
        </button>
      ),
    },
  ];
  return (
    <>
      <div className={styles["filtres"]}>
        {choixDuJour}
        <ChampChoix nom="Famille" valeur={famille} onChange={setFamille} choix={FAMILLES} />
        <Champ nom="Chercher" valeur={mots} onChange={setMots} indice="Un mot ou un code" />
        <p role="status">{vus.length === 1 ? "Une valeur" : `${nombre(vus.length)} valeurs`}</p>
      </div>
      <TableSimple titre="Valeurs en vigueur" colonnes={colonnes} lignes={vus} cle={(t) => t.code} vide="Aucune valeur de ce nom n’est en vigueur ce jour-là." />
      {choisi ? <DecisionTarif key={choisi.code} tarif={choisi} jour={jour} onFermer={() => setChoisi(undefined)} /> : null}
    </>
  );
}
