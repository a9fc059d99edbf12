import { useMemo } from "react";
import type { Centre } from "../../api/genere";
import { accorder } from "../../grille/textes";
import { Carte, type PointCarte } from "../../ui/Carte";
import { CarteEtListe } from "../../ui/CarteEtListe";
import { distanceKm, type Lieu } from "../../ui/projection";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { usages } from "./colonnes";

type Place = Centre & Lieu;
type Voisin = Place & Readonly<{ km: number }>;

const KM = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const COLONNES: readonly ColonneSimple<Voisin>[] = [
  { titre: "Centre", valeur: (v) => v.libelle },
  { titre: "Commune", valeur: (v) => v.commune },
  { titre: "Usages", valeur: usages },
  { titre: "Missions", nombre: true, valeur: (v) => v.missions },
  { titre: "Distance (km)", nombre: true, valeur: (v) => KM.format(v.km) },
];

const estPlace = (c: Centre): c is Place => c.latitude !== undefined && c.longitude !== undefined;

const point = (c: Place, marque: PointCarte["marque"], precision: string): PointCarte => ({ cle: c.id, nom: c.libelle, latitude: c.latitude, longitude: c.longitude, marque, precision });

/** Where a centre is, among the others of the page: crow's flight, for a first idea. */
export function CarteCentres({ ici, page }: Readonly<{ ici: Centre; page: readonly Centre[] }>) {
  const voisins = useMemo(
    () =>
      estPlace(ici)
        ? page
            .filter(estPlace)
            .filter((c) => c.id !== ici.id)
            .map((c) => ({ ...c, km: distanceKm(ici, c) }))
            .toSorted((a, b) => a.km - b.km)
        : [],
    [ici, page],
  );
  if (!estPlace(ici)) {
    return <p>{ici.virtuel ? "Un centre virtuel n’a pas de lieu : personne ne s’y rend." : "Ce centre n’a pas de coordonnées : il ne peut pas être placé sur une carte."}</p>;
  }
  return (
    <CarteEtListe
      carte={
        <Carte
          nom={`Carte autour de ${ici.libelle}`}
          points={[
            point(ici, "centre", accorder(ici.missions, "mission", "missions")),
            ...voisins.map((v) => point(v, v.missions > 0 ? "plein" : "creux", `${accorder(v.missions, "mission", "missions")}, à ${KM.format(v.km)} km`)),
          ]}
          legende={[
            ["centre", "Ce centre"],
            ["plein", "Centre avec des missions"],
            ["creux", "Centre sans mission"],
          ]}
        />
      }
      liste={<TableSimple titre="Centres de la page, du plus proche au plus éloigné (à vol d’oiseau)" colonnes={COLONNES} lignes={voisins} cle={(v) => v.id} vide="Aucun autre centre de la page affichée n’a de coordonnées." />}
    />
  );
}
