import type { DossierFrais } from "../../api/genere";
import { ConfirmerDossier } from "../../dossier/ConfirmerDossier";
import { useDossierFrais } from "../../dossier/dossierFrais";
import { EtatErreur } from "../../grille/Etats";
import { date, nombre } from "../../grille/formats";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Formulaire } from "./Formulaire";
import styles from "./MonDossier.module.css";
import { Rib } from "./Rib";

/** What a person says of herself to be paid. Made for a phone first. */
export function PageMonDossier({ moi, activite }: PropsPage) {
  const lu = useDossierFrais(moi.intervenant ?? "", moi.intervenant !== undefined);
  return (
    <>
      <TitrePage titre={activite.libelle} />
      {moi.intervenant === undefined ? (
        <p>
          Votre compte n’est pas relié à un intervenant : demandez-le à la division des examens.
        </p>
      ) : null}
      {lu.isError ? <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} /> : null}
      {lu.isPending && moi.intervenant !== undefined ? <p aria-busy="true">Chargement…</p> : null}
      {lu.data ? (
        <div className={styles["page"]}>
          <Etat dossier={lu.data} />
          <Formulaire key={lu.data.version} dossier={lu.data} />
          {lu.data.externe ? (
            <Rib dossier={lu.data} />
          ) : (
            <p className={styles["mention"]}>
              Vous êtes payé sur le compte de votre traitement : il n’y a pas de RIB à donner ici.
            </p>
          )}
          {lu.data.compteurs.map((c) => (
            <p key={c.annee} className={styles["mention"]}>
              Kilomètres de {c.annee} déjà payés ailleurs : {nombre(Math.round(c.metres / 1000))} km
              ({c.source}).
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
}

function Etat({ dossier: d }: Readonly<{ dossier: DossierFrais }>) {
  return (
    <div
      className={`fr-alert fr-alert--sm ${d.perime ? "fr-alert--warning" : "fr-alert--success"}`}
      role="status"
    >
      <p>
        {d.perime
          ? d.confirme_le
            ? `Votre dossier date du ${date(d.confirme_le.slice(0, 10))} : relisez-le et confirmez-le avant votre prochaine déclaration.`
            : "Vous n’avez jamais confirmé ce dossier : relisez-le, puis confirmez-le. Vos déclarations l’attendent."
          : `Dossier confirmé${d.confirme_le ? ` le ${date(d.confirme_le.slice(0, 10))}` : ""}${d.a_confirmer_le ? `, à revoir le ${date(d.a_confirmer_le)}` : ""}.`}
      </p>
      {d.perime ? <ConfirmerDossier id={d.id} /> : null}
    </div>
  );
}
