import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { DossierFrais, EtatFraisDetail, PartFrais } from "../../api/genere";
import { declarerDeplacement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { quantiteLisible } from "../../domaine/frais";
import { ConfirmerDossier } from "../ConfirmerDossier";
import { moyenDuDossier, useDossierFrais, vehiculeLisible } from "../dossierFrais";
import { cleEtatFrais, useEtatFrais } from "../ReleveFrais";
import { cleListe } from "../../grille/donnees";
import { montant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { declarationDe, DEPENSES, enApi, enPieces, MOYENS, type Saisie } from "./saisie";
import { Justificatif } from "./Justificatif";

const OUVERTS = new Set(["non_effectuee", "effectuee", "a_valider", "rejete"]);

type Props = Readonly<{ id: string; pourAutrui?: boolean }>;

/** The travel of the day, filled with what is known: told in a minute, priced before it is sent. */
export function Deplacement({ id, pourAutrui = false }: Props) {
  const lu = useEtatFrais(id);
  const part = lu.data?.parts.find((p) => p.genre === "deplacement");
  const ouvert = part !== undefined && OUVERTS.has(part.etat);
  const dossier = useDossierFrais(lu.data?.etat.intervenant ?? "", ouvert);
  if (lu.data && !ouvert && pourAutrui) {
    return <p>Aucun déplacement ne se déclare sur cet état de frais.</p>;
  }
  if (!lu.data || !ouvert || dossier.isPending) {
    return null;
  }
  return (
    <Formulaire
      key={part.etat}
      id={id}
      detail={lu.data}
      dossier={dossier.data}
      aVenir={part.etat === "non_effectuee"}
      pourAutrui={pourAutrui}
    />
  );
}

type PropsFormulaire = Readonly<{
  id: string;
  detail: EtatFraisDetail;
  dossier: DossierFrais | undefined;
  aVenir: boolean;
  pourAutrui: boolean;
}>;

function Formulaire({ id, detail, dossier, aVenir, pourAutrui }: PropsFormulaire) {
  const client = useQueryClient();
  const [s, setS] = useState<Saisie>(() => declarationDe(detail, moyenDuDossier(dossier)));
  const [essai, setEssai] = useState<PartFrais>();
  const { devise } = detail.etat;
  const envoi = useMutation({
    mutationFn: (simulation: boolean) =>
      declarerDeplacement({
        path: { id },
        body: { ...enApi(s, devise), ...(simulation ? { simulation } : { valider: true }) },
      }),
    onSuccess: (d, simulation) => {
      const part = d.parts.find((p) => p.genre === "deplacement");
      if (simulation) {
        setEssai(part);
        return;
      }
      ecrire("Déplacement envoyé au contrôle.", "succes");
      client.setQueryData(cleEtatFrais(id), d);
      void client.invalidateQueries({ queryKey: cleListe("etats-frais") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const poser = <C extends keyof Saisie>(champ: C) => {
    return (valeur: Saisie[C]) => {
      setEssai(undefined);
      setS((avant) => ({ ...avant, [champ]: valeur }));
    };
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate(essai === undefined || aVenir);
  };
  return (
    <form aria-label="Déplacement du jour" onSubmit={soumettre}>
      <h3 className="fr-text--lg fr-mt-2w fr-mb-1v">
        {aVenir
          ? "Combien vais-je toucher ?"
          : pourAutrui
            ? "Déclarer à la place de la personne"
            : "Votre déplacement"}
      </h3>
      {pourAutrui ? (
        <p className="fr-text--sm">
          Ce que vous saisissez porte votre nom au journal ; la personne le lit dans son état de
          frais.
        </p>
      ) : null}
      {dossier?.perime && !aVenir && !pourAutrui ? <AConfirmer dossier={dossier} /> : null}
      <Champs>
        <Champ
          nom="Parti le"
          type="date"
          valeur={s.jourDepart}
          onChange={poser("jourDepart")}
          requis
        />
        <Champ nom="À" type="time" valeur={s.heureDepart} onChange={poser("heureDepart")} requis />
        <Champ
          nom="Revenu le"
          type="date"
          valeur={s.jourRetour}
          onChange={poser("jourRetour")}
          requis
        />
        <Champ
          nom="À (retour)"
          type="time"
          valeur={s.heureRetour}
          onChange={poser("heureRetour")}
          requis
        />
        <ChampChoix
          nom="Moyen de transport"
          valeur={s.moyen}
          onChange={poser("moyen")}
          choix={MOYENS}
        />
        <Champ
          nom="Repas payés"
          type="number"
          valeur={s.repas}
          onChange={poser("repas")}
          indice="De 11 h à 14 h, et de 18 h à 21 h"
        />
        <Champ
          nom="Repas au restaurant administratif"
          type="number"
          valeur={s.repasRa}
          onChange={poser("repasRa")}
          indice="Payés à demi-taux"
        />
        <Champ
          nom="Repas offerts"
          type="number"
          valeur={s.repasOfferts}
          onChange={poser("repasOfferts")}
        />
        <Champ
          nom="Nuits payées"
          type="number"
          valeur={s.nuits}
          onChange={poser("nuits")}
          indice="Sur justificatif"
        />
        {DEPENSES.filter(({ cle }) => cle !== "taxi" || dossier?.taxi || pourAutrui).map(
          ({ cle, libelle }) => (
            <Champ
              key={cle}
              nom={libelle}
              valeur={s.prix[cle] ?? ""}
              onChange={(v) => poser("prix")({ ...s.prix, [cle]: v })}
              indice={
                devise === "XPF" ? "En francs, sur justificatif" : "En euros, sur justificatif"
              }
              faute={
                s.prix[cle] && enPieces(s.prix[cle], devise) === undefined
                  ? "Un prix, par exemple 7,50"
                  : undefined
              }
            />
          ),
        )}
      </Champs>
      {aVenir
        ? null
        : [...DEPENSES, { cle: "nuit" as const, libelle: "Hébergement" }]
            .filter(({ cle }) =>
              cle === "nuit" ? Number(s.nuits) > 0 : (s.prix[cle] ?? "") !== "",
            )
            .map(({ cle, libelle }) => (
              <Justificatif
                key={cle}
                id={id}
                nature={cle}
                libelle={libelle}
                recu={detail.justificatifs?.find((j) => j.nature === cle)}
                onRecu={() => setEssai(undefined)}
              />
            ))}
      {envoi.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(envoi.error).detail}
        </p>
      ) : null}
      {essai ? <Essai part={essai} /> : null}
      <button type="submit" className="fr-btn fr-mt-1w" disabled={envoi.isPending}>
        {envoi.isPending
          ? "Un instant…"
          : essai && !aVenir
            ? "Envoyer au contrôle"
            : "Voir ce qui serait payé"}
      </button>
    </form>
  );
}

/** An old dossier is confirmed here, in one tap, when nothing has changed. */
function AConfirmer({ dossier: d }: Readonly<{ dossier: DossierFrais }>) {
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm fr-mb-2w">
      <p>
        Avant d’envoyer, relisez votre dossier :{" "}
        {[d.adresse, d.code_postal, d.commune].filter(Boolean).join(" ") || "aucune adresse"} ;
        véhicule : {vehiculeLisible(d).toLowerCase()}
        {d.sans_rib ? " ; aucun compte à créditer" : d.rib ? ` ; compte ${d.rib}` : ""}.
      </p>
      <ConfirmerDossier id={d.id} />{" "}
      <a className="fr-link fr-link--sm" href="/activites/mon-dossier">
        Corriger mon dossier
      </a>
    </div>
  );
}

function Essai({ part: p }: Readonly<{ part: PartFrais }>) {
  return (
    <div role="status" className="fr-mt-1w">
      <p className="fr-mb-1v">
        <strong>{montant(p.montant, p.devise)}</strong> {p.lignes.length > 0 ? ":" : ""}
      </p>
      <ul>
        {p.lignes.map((l) => (
          <li key={l.regle + String(l.taux)}>
            {l.libelle} : {quantiteLisible(l)}, {montant(l.montant, p.devise)}
          </li>
        ))}
        {p.ecarts.map((e) => (
          <li key={e.regle}>{e.libelle}</li>
        ))}
        {p.anomalies.map((a) => (
          <li key={a.code}>{a.libelle}</li>
        ))}
      </ul>
    </div>
  );
}
