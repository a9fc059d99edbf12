import type { Etablissement } from "../../api/genere";
import { date, nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";

const DEGRES = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 4 });

function degres(d: number, plus: string, moins: string): string {
  return `${DEGRES.format(Math.abs(d))}° ${d < 0 ? moins : plus}`;
}

export function FicheEtablissement({ etablissement: e }: Readonly<{ etablissement: Etablissement }>) {
  const point = e.latitude !== undefined && e.longitude !== undefined ? `${degres(e.latitude, "N", "S")}, ${degres(e.longitude, "E", "O")}` : undefined;
  return (
    <>
      {e.historise_le || !e.ouvert ? (
        <p>
          {e.ouvert ? null : <span className="fr-badge fr-badge--sm fr-badge--error">Fermé</span>}{" "}
          {e.historise_le ? <span className="fr-badge fr-badge--sm fr-badge--warning">Historisé : hors du fichier officiel depuis le {date(e.historise_le)}</span> : null}
        </p>
      ) : null}
      <Fiche
        champs={[
          ["UAI", e.uai],
          ["Type", e.type],
          ["Secteur", e.secteur === "public" ? "Public" : "Privé"],
          ["Adresse", [e.adresse, e.code_postal, e.commune].filter(Boolean).join(", ")],
          ["Code commune (INSEE)", e.code_commune],
          ["Téléphone", e.telephone],
          ["Courriel", e.mel],
          ["Coordonnées", point],
          ["Personnels rattachés", e.personnels === undefined ? undefined : nombre(e.personnels)],
          ["Connu par", e.origine],
        ]}
      />
    </>
  );
}
