import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { probleme } from "../../api/erreur";
import type { Bareme, TauxExamen } from "../../api/genere";
import { deciderTauxExamen } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Baremes.module.css";
import { Origine } from "./Origine";
import { periodeDe, valeurLisible } from "./valeurs";

type Props = Readonly<{ bareme: Bareme; jour: string; choixDuJour: ReactNode }>;

/** Which rates price each examen: what has none cannot be paid, and says so. */
export function TauxExamens({ bareme, jour, choixDuJour }: Props) {
  const [choisi, setChoisi] = useState<TauxExamen>();
  const prix = (code: string): ReactNode => {
    if (code === "") {
      return <span className="fr-badge fr-badge--sm fr-badge--warning">Aucun taux</span>;
    }
    if (code === "NR") {
      return "Non rémunéré";
    }
    const t = bareme.tarifs.find((x) => x.code === code);
    return (
      <>
        {t ? valeurLisible(t) : "Sans valeur ce jour-là"} <span className={styles["code"]}>{code}</span>
      </>
    );
  };
  const colonnes: readonly ColonneSimple<TauxExamen>[] = [
    {
      titre: "Examen",
      valeur: (x) => (
        <>
          {x.libelle} <span className={styles["code"]}>{x.examen}</span>
        </>
      ),
    },
    { titre: "Copies", valeur: (x) => prix(x.copie) },
    { titre: "Oraux et pratiques", valeur: (x) => prix(x.oral) },
    { titre: "Période", valeur: (x) => (x.copie === "" ? "" : periodeDe(x)) },
    { titre: "D’où vient ce choix", valeur: (x) => (x.source ? <Origine tarif={{ source: x.source, confiance: x.confiance ?? "non_verifiee", locale: x.locale }} /> : "") },
    {
      titre: "Décider",
      valeur: (x) => (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Changer… ${x.libelle ?? x.examen}`} onClick={() => setChoisi(x)}>
          Changer…
        </button>
      ),
    },
  ];
  return (
    <>
      <div className={styles["filtres"]}>{choixDuJour}</div>
      <TableSimple titre="Taux des examens" colonnes={colonnes} lignes={bareme.examens} cle={(x) => x.examen} vide="Aucun examen : importez d’abord la nomenclature." />
      {choisi ? <DecisionExamen key={choisi.examen} examen={choisi} bareme={bareme} jour={jour} onFermer={() => setChoisi(undefined)} /> : null}
    </>
  );
}

function DecisionExamen({ examen: x, bareme, jour, onFermer }: Readonly<{ examen: TauxExamen; bareme: Bareme; jour: string; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [copie, setCopie] = useState(x.copie);
  const [oral, setOral] = useState(x.oral);
  const [debut, setDebut] = useState(jour);
  const [source, setSource] = useState("");
  const choix = (unite: string) => [
    { valeur: "", libelle: "Choix national" },
    { valeur: "NR", libelle: "NR : non rémunéré" },
    ...bareme.tarifs.filter((t) => t.unite === unite && t.devise).map((t) => ({ valeur: t.code, libelle: `${t.libelle}, ${valeurLisible(t)}` })),
  ];
  const decision = useMutation({
    mutationFn: () => deciderTauxExamen({ body: { examen: x.examen, debut, source, ...(copie ? { copie } : {}), ...(oral ? { oral } : {}) } }),
    onSuccess: () => {
      ecrire(`${x.libelle ?? x.examen} : décision enregistrée.`, "succes");
      void client.invalidateQueries({ queryKey: ["bareme"] });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    decision.mutate();
  };
  return (
    <Dialogue
      titre={x.libelle ?? x.examen}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={decision.isPending}>
            {decision.isPending ? "Un instant…" : "Décider"}
          </button>
        </>
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        {decision.error ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(decision.error).detail}</p>
          </div>
        ) : null}
        <Champs>
          <ChampChoix nom="Copies" valeur={copie} onChange={setCopie} choix={choix("copie")} />
          <ChampChoix nom="Oraux et pratiques" valeur={oral} onChange={setOral} choix={choix("heure")} />
          <Champ nom="Missions à partir du" type="date" valeur={debut} onChange={setDebut} requis />
          <Champ nom="Texte qui le fixe" valeur={source} onChange={setSource} requis max={300} indice="Arrêté, circulaire, note : avec sa date" />
        </Champs>
      </form>
    </Dialogue>
  );
}
