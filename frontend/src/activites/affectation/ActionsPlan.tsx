import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { BilanPublication, Plan } from "../../api/genere";
import { classerPlan, publierPlan, recalculerPlan } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { nombre } from "../../grille/formats";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Affectation.module.css";

const versionDe = (p: Plan) => ({ "If-Match": String(p.version) });

export function ActionsPlan({ plan: p }: Readonly<{ plan: Plan }>) {
  const client = useQueryClient();
  const [bilan, setBilan] = useState<BilanPublication>();
  const relire = () => {
    void client.invalidateQueries({ queryKey: cleListe("plans") });
    void client.invalidateQueries({ queryKey: cleListe("places-plan") });
  };
  const dire = { onError: (e: unknown) => ecrire(probleme(e).detail, "erreur") };
  const calcul = useMutation({
    mutationFn: () => recalculerPlan({ path: { id: p.id }, headers: versionDe(p), body: {} }),
    onSuccess: () => {
      ecrire(`Plan « ${p.libelle} » : nouveau calcul demandé, autour de ce qui est verrouillé.`, "succes");
      relire();
    },
    ...dire,
  });
  const essai = useMutation({ mutationFn: () => publierPlan({ path: { id: p.id }, headers: versionDe(p), body: { simulation: true } }), onSuccess: setBilan, ...dire });
  const classement = useMutation({
    mutationFn: (etat: "archive" | "abandonne") => classerPlan({ path: { id: p.id }, headers: versionDe(p), body: { etat } }),
    onSuccess: (n) => {
      ecrire(`Plan « ${n.libelle} » : ${n.etat === "archive" ? "archivé" : "abandonné"}.`, "succes");
      relire();
    },
    ...dire,
  });
  const occupe = calcul.isPending || essai.isPending || classement.isPending;
  if (p.etat !== "propose" && p.etat !== "publie") {
    return null;
  }
  return (
    <div className={styles["boutons"]}>
      {p.etat === "propose" ? (
        <>
          <button type="button" className="fr-btn fr-btn--sm" disabled={occupe} onClick={() => essai.mutate()}>
            {essai.isPending ? "Vérification…" : "Publier…"}
          </button>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={occupe} onClick={() => calcul.mutate()}>
            Calculer de nouveau
          </button>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={occupe} onClick={() => classement.mutate("abandonne")}>
            Abandonner
          </button>
        </>
      ) : null}
      <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={occupe} onClick={() => classement.mutate("archive")}>
        Archiver
      </button>
      {bilan ? (
        <Publication
          plan={p}
          bilan={bilan}
          onFermer={(faite) => {
            setBilan(undefined);
            if (faite) {
              relire();
            }
          }}
        />
      ) : null}
    </div>
  );
}

/** What publishing would do, read before it is done. */
function Publication({ plan: p, bilan: b, onFermer }: Readonly<{ plan: Plan; bilan: BilanPublication; onFermer: (faite: boolean) => void }>) {
  const publication = useMutation({
    mutationFn: () => publierPlan({ path: { id: p.id }, headers: versionDe(p), body: {} }),
    onSuccess: (n) => {
      ecrire(`Plan « ${p.libelle} » publié : ${nombre(n.affectees)} affectations faites, ${nombre(n.desaffectees)} défaites.`, "succes");
      onFermer(true);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const refuse = b.violations.length > 0;
  return (
    <Dialogue
      titre={`Publier « ${p.libelle} »`}
      ouvert
      onFermer={() => onFermer(false)}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => onFermer(false)}>
            Ne rien faire
          </button>
          <button type="button" className="fr-btn fr-btn--sm" disabled={refuse || publication.isPending} onClick={() => publication.mutate()}>
            {publication.isPending ? "Publication…" : `Publier ${nombre(b.affectees)} affectations`}
          </button>
        </>
      }
    >
      {publication.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(publication.error).detail}
        </p>
      ) : null}
      <ul>
        <li>{nombre(b.affectees)} affectations seront faites ;</li>
        <li>{nombre(b.desaffectees)} seront défaites ;</li>
        <li>{nombre(b.maintenues)} ne changent pas ;</li>
        <li>{nombre(b.vides)} places resteront vides.</li>
      </ul>
      {refuse ? (
        <div role="alert">
          <p>
            <strong>Ce plan ne peut pas être publié : des règles impératives seraient enfreintes.</strong> Retouchez ces places, ou calculez de nouveau.
          </p>
          <ul>
            {b.violations.map((v, i) => (
              <li key={`${v.regle}-${i}`}>{v.phrase}</li>
            ))}
          </ul>
        </div>
      ) : (
        <p>Chaque règle impérative a été vérifiée sur chaque place.</p>
      )}
    </Dialogue>
  );
}
