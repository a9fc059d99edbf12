import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EtatFraisDetail, PartFrais } from "../../api/genere";
import { declarerDeplacement } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { quantiteLisible } from "../../domaine/frais";
import { cleEtatFrais, useEtatFrais } from "../../dossier/ReleveFrais";
import { cleListe } from "../../grille/donnees";
import { montant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { declarationDe, DEPENSES, enApi, enPieces, MOYENS, type Saisie } from "./saisie";
import { Justificatif } from "./Justificatif";

const OUVERTS = new Set(["non_effectuee", "effectuee", "a_valider", "rejete"]);

/** The travel of the day, filled with what is known: told in a minute, priced before it is sent. */
export function Deplacement({ id }: Readonly<{ id: string }>) {
  const lu = useEtatFrais(id);
  const part = lu.data?.parts.find((p) => p.genre === "deplacement");
  return lu.data && part && OUVERTS.has(part.etat) ? <Formulaire key={part.etat} id={id} detail={lu.data} aVenir={part.etat === "non_effectuee"} /> : null;
}

function Formulaire({ id, detail, aVenir }: Readonly<{ id: string; detail: EtatFraisDetail; aVenir: boolean }>) {
  const client = useQueryClient();
  const [s, setS] = useState<Saisie>(() => declarationDe(detail));
  const [essai, setEssai] = useState<PartFrais>();
  const { devise } = detail.etat;
  const envoi = useMutation({
    mutationFn: (simulation: boolean) => declarerDeplacement({ path: { id }, body: { ...enApi(s, devise), ...(simulation ? { simulation } : { valider: true }) } }),
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
      <h3 className="fr-text--lg fr-mt-2w fr-mb-1v">{aVenir ? "Combien vais-je toucher ?" : "Votre déplacement"}</h3>
      <Champs>
        <Champ nom="Parti le" type="date" valeur={s.jourDepart} onChange={poser("jourDepart")} requis />
        <Champ nom="À" type="time" valeur={s.heureDepart} onChange={poser("heureDepart")} requis />
        <Champ nom="Revenu le" type="date" valeur={s.jourRetour} onChange={poser("jourRetour")} requis />
        <Champ nom="À (retour)" type="time" valeur={s.heureRetour} onChange={poser("heureRetour")} requis />
        <ChampChoix nom="Moyen de transport" valeur={s.moyen} onChange={poser("moyen")} choix={MOYENS} />
        <Champ nom="Repas payés" type="number" valeur={s.repas} onChange={poser("repas")} indice="De 11 h à 14 h, et de 18 h à 21 h" />
        <Champ nom="Repas au restaurant administratif" type="number" valeur={s.repasRa} onChange={poser("repasRa")} indice="Payés à demi-taux" />
        <Champ nom="Repas offerts" type="number" valeur={s.repasOfferts} onChange={poser("repasOfferts")} />
        <Champ nom="Nuits payées" type="number" valeur={s.nuits} onChange={poser("nuits")} indice="Sur justificatif" />
        {DEPENSES.map(({ cle, libelle }) => (
          <Champ
            key={cle}
            nom={libelle}
            valeur={s.prix[cle] ?? ""}
            onChange={(v) => poser("prix")({ ...s.prix, [cle]: v })}
            indice={devise === "XPF" ? "En francs, sur justificatif" : "En euros, sur justificatif"}
            faute={s.prix[cle] && enPieces(s.prix[cle], devise) === undefined ? "Un prix, par exemple 7,50" : undefined}
          />
        ))}
      </Champs>
      {aVenir
        ? null
        : [...DEPENSES, { cle: "nuit" as const, libelle: "Hébergement" }]
            .filter(({ cle }) => (cle === "nuit" ? Number(s.nuits) > 0 : (s.prix[cle] ?? "") !== ""))
            .map(({ cle, libelle }) => (
              <Justificatif key={cle} id={id} nature={cle} libelle={libelle} recu={detail.justificatifs?.find((j) => j.nature === cle)} onRecu={() => setEssai(undefined)} />
            ))}
      {envoi.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(envoi.error).detail}
        </p>
      ) : null}
      {essai ? <Essai part={essai} /> : null}
      <button type="submit" className="fr-btn fr-mt-1w" disabled={envoi.isPending}>
        {envoi.isPending ? "Un instant…" : essai && !aVenir ? "Envoyer au contrôle" : "Voir ce qui serait payé"}
      </button>
    </form>
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
