import type { Commune } from "../../api/genere";
import { date, nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";

const DEGRES = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 4 });

export function FicheCommune({ commune: c }: Readonly<{ commune: Commune }>) {
  return (
    <>
      {c.historise_le ? (
        <p>
          <span className="fr-badge fr-badge--sm fr-badge--warning">Historisée : hors du fichier depuis le {date(c.historise_le)}</span>
        </p>
      ) : null}
      <Fiche
        champs={[
          ["Code INSEE", c.code_insee],
          ["Département", c.departement],
          ["Codes postaux", c.codes_postaux],
          ["Population", c.population === undefined ? undefined : nombre(c.population)],
          ["Communes limitrophes", nombre(c.nb_limitrophes ?? 0)],
          ["Latitude, longitude", c.latitude === undefined || c.longitude === undefined ? undefined : `${DEGRES.format(c.latitude)}, ${DEGRES.format(c.longitude)}`],
          ["Origine des coordonnées", c.source],
        ]}
      />
    </>
  );
}
