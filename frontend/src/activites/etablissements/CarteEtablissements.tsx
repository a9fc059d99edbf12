import { useMemo } from "react";
import type { Etablissement } from "../../api/genere";
import { Carte, type PointCarte } from "../../ui/Carte";
import { CarteEtListe } from "../../ui/CarteEtListe";
import { distanceKm, type Lieu } from "../../ui/projection";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

type Place = Etablissement & Lieu;
type Voisin = Place & Readonly<{ km: number }>;

const KM = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const COLONNES: readonly ColonneSimple<Voisin>[] = [
  { titre: "Établissement", valeur: (v) => v.nom },
  { titre: "UAI", valeur: (v) => v.uai },
  { titre: "Commune", valeur: (v) => v.commune },
  { titre: "Distance (km)", nombre: true, valeur: (v) => KM.format(v.km) },
];

function estPlace(e: Etablissement): e is Place {
  return e.latitude !== undefined && e.longitude !== undefined;
}

const point = (e: Place, marque: PointCarte["marque"], precision: string): PointCarte => ({
  cle: e.id,
  nom: e.nom,
  latitude: e.latitude,
  longitude: e.longitude,
  marque,
  precision,
});

/** Where an establishment is, among the others of the page: crow's flight, for a first idea. */
export function CarteEtablissements({ ici, page }: Readonly<{ ici: Etablissement; page: readonly Etablissement[] }>) {
  const voisins = useMemo(
    () =>
      estPlace(ici)
        ? page
            .filter(estPlace)
            .filter((e) => e.id !== ici.id)
            .map((e) => ({ ...e, km: distanceKm(ici, e) }))
            .toSorted((a, b) => a.km - b.km)
        : [],
    [ici, page],
  );
  if (!estPlace(ici)) {
    return <p>Cet établissement n’a pas de coordonnées : il ne peut pas être placé sur une carte. Le fichier officiel des établissements les donne.</p>;
  }
  return (
    <CarteEtListe
      carte={
        <Carte
          nom={`Carte autour de ${ici.nom}`}
          points={[point(ici, "centre", ici.commune ?? ici.uai), ...voisins.map((v) => point(v, "plein", `${v.commune ?? v.uai}, à ${KM.format(v.km)} km`))]}
          legende={[
            ["centre", "Cet établissement"],
            ["plein", "Les autres de la page affichée"],
          ]}
        />
      }
      liste={
        <TableSimple
          titre="Établissements de la page, du plus proche au plus éloigné (à vol d’oiseau)"
          colonnes={COLONNES}
          lignes={voisins}
          cle={(v) => v.id}
          vide="Aucun autre établissement de la page affichée n’a de coordonnées. Élargissez la liste pour en voir d’autres."
        />
      }
    />
  );
}
