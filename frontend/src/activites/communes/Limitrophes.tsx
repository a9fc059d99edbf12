import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Commune, Voisine } from "../../api/genere";
import { lireEnvirons } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { Carte, type PointCarte } from "../../ui/Carte";
import { CarteEtListe } from "../../ui/CarteEtListe";
import { Champ } from "../../ui/Champ";
import { AutreCommune } from "./AutreCommune";
import styles from "./Communes.module.css";
import { cleEnvirons, useDeclarer, type Cote } from "./declarer";
import { kilometres, TableVoisines } from "./TableVoisines";

function enPoint(v: Commune | Voisine, marque: PointCarte["marque"], precision: string): PointCarte | undefined {
  return v.latitude === undefined || v.longitude === undefined ? undefined : { cle: v.code_insee, nom: v.nom, latitude: v.latitude, longitude: v.longitude, marque, precision };
}

function enPoints(commune: Commune, voisines: readonly Voisine[]): readonly [PointCarte, ...PointCarte[]] | undefined {
  const centre = enPoint(commune, "centre", commune.code_insee);
  const autour = voisines.flatMap((v) => enPoint(v, v.limitrophe ? "plein" : "creux", `${kilometres(v)} km, ${v.limitrophe ? "limitrophe" : "non limitrophe"}`) ?? []);
  return centre && [centre, ...autour];
}

/** The surroundings of a commune, where a gestionnaire says which are its neighbours. */
export function Limitrophes({ commune }: Readonly<{ commune: Commune }>) {
  const environs = useQuery({ queryKey: cleEnvirons(commune.id), queryFn: ({ signal }) => lireEnvirons({ path: { id: commune.id }, signal }) });
  const { decider, enCours, erreur } = useDeclarer();
  const [motif, setMotif] = useState("");
  const [choisie, setChoisie] = useState<string>();
  const table = useRef<HTMLDivElement>(null);
  const points = useMemo(() => environs.data && enPoints(environs.data.commune, environs.data.voisines), [environs.data]);
  if (environs.isError) {
    return <EtatErreur erreur={environs.error} reessayer={() => void environs.refetch()} />;
  }
  if (!environs.data) {
    return <p aria-busy="true">Chargement des environs…</p>;
  }
  const { voisines } = environs.data;
  const declarer = (b: Cote, declaree: boolean) => decider({ a: commune, b, declaree, motif });
  /** From the map to the row that decides. */
  const choisir = (code: string) => {
    setChoisie(code);
    table.current?.querySelector<HTMLElement>(`[data-decision="${CSS.escape(code)}"]`)?.focus();
  };
  return (
    <CarteEtListe
      carte={
        points ? (
          <Carte
            key={commune.id}
            nom={`Carte des environs de ${commune.nom}`}
            points={points}
            choisi={choisie}
            onChoisir={choisir}
            legende={[
              ["centre", commune.nom],
              ["plein", "Limitrophe déclarée"],
              ["creux", "Non limitrophe"],
            ]}
          />
        ) : null
      }
      liste={
        <div ref={table} className={styles["liste"]}>
          <p className={styles["regle"]}>
            La distance, à vol d’oiseau, aide à choisir : elle ne donne aucun droit. Seule la déclaration compte, et la vôtre l’emporte sur le fichier.
          </p>
          <div className={styles["motif"]}>
            <Champ nom="Motif (facultatif), joint à chaque décision" valeur={motif} onChange={setMotif} max={200} />
          </div>
          {erreur ? (
            <p className="fr-error-text" role="alert">
              {probleme(erreur).detail}
            </p>
          ) : null}
          <TableVoisines commune={commune} voisines={voisines} enCours={enCours} choisie={choisie} onChoisir={setChoisie} onDeclarer={declarer} />
          <AutreCommune onDeclarer={(b) => declarer(b, true)} />
        </div>
      }
    />
  );
}
