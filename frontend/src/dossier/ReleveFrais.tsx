import { useQuery } from "@tanstack/react-query";
import type { EtatFraisDetail, JustificatifFrais, LigneFrais, NatureJustificatif, PartFrais } from "../api/genere";
import { lireEtatFrais } from "../api/genere/sdk.gen";
import { badgeEtat, constatLisible, libelleEtat, quantiteLisible, tauxLisible } from "../domaine/frais";
import { EtatErreur } from "../grille/Etats";
import { instant, montant } from "../grille/formats";
import { TableSimple, type ColonneSimple } from "../ui/TableSimple";

export function cleEtatFrais(id: string): readonly unknown[] {
  return ["etat-frais", id];
}

export function useEtatFrais(id: string) {
  return useQuery({ queryKey: cleEtatFrais(id), queryFn: ({ signal }) => lireEtatFrais({ path: { id }, signal }) });
}

/** Each euro of an état de frais, with the rule that gives it; what is not paid, with the rule that says so. */
export function ReleveFrais({ id }: Readonly<{ id: string }>) {
  const lu = useEtatFrais(id);
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  return lu.data ? <Releve detail={lu.data} /> : <p aria-busy="true">Chargement…</p>;
}

function Releve({ detail }: Readonly<{ detail: EtatFraisDetail }>) {
  const { constat: k } = detail;
  return (
    <>
      {detail.parts.map((p) => (
        <PartReleve key={p.genre} part={p} />
      ))}
      {detail.justificatifs && detail.justificatifs.length > 0 ? <Justificatifs id={detail.etat.id} recus={detail.justificatifs} /> : null}
      <p className="fr-text--sm">
        Service fait : {k ? `${constatLisible(k)}${k.saisi_par && k.saisi_le ? ` (par ${k.saisi_par}, ${instant(k.saisi_le)})` : ""}` : "pas encore constaté"}
        {k?.observation ? `. « ${k.observation} »` : ""}
      </p>
    </>
  );
}

const NATURES: Readonly<Record<NatureJustificatif, string>> = { train: "Billets de train", transport_commun: "Transports en commun", taxi: "Taxi", peage: "Péages", parking: "Stationnement", repas: "Repas", nuit: "Hébergement" };

/** Each opening is a line of the journal; what the antivirus has not let in does not open. */
function Justificatifs({ id, recus }: Readonly<{ id: string; recus: readonly JustificatifFrais[] }>) {
  return (
    <section aria-label="Justificatifs">
      <h3 className="fr-text--lg fr-mb-1v">Justificatifs</h3>
      <ul>
        {recus.map((j) => (
          <li key={j.nature}>
            {NATURES[j.nature]} :{" "}
            {j.controle === "en_attente" || j.controle === "infecte" ? (
              `${j.nom}, ${j.controle === "en_attente" ? "en attente de contrôle par l’antivirus : pas encore compté" : "retiré par l’antivirus : envoyez-en un autre"}`
            ) : (
              <a className="fr-link fr-link--sm" href={`/api/v1/etats-frais/${id}/justificatifs/${j.nature}`} download={j.nom}>
                {j.nom}
              </a>
            )}{" "}
            <span className="fr-text--xs">({instant(j.depose_le)})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const TITRES = { remuneration: "Rémunération", deplacement: "Déplacement" } as const;

/** Without title where what holds it says the same. */
export function PartReleve({ part: p, titre = true }: Readonly<{ part: PartFrais; titre?: boolean }>) {
  const colonnes: readonly ColonneSimple<LigneFrais>[] = [
    { titre: "Règle", valeur: (l) => l.libelle },
    { titre: "Quantité", nombre: true, valeur: quantiteLisible },
    { titre: "Taux", nombre: true, valeur: (l) => tauxLisible(l, p.devise) },
    { titre: "Montant", nombre: true, valeur: (l) => montant(l.montant, p.devise) },
    {
      titre: "Texte",
      valeur: (l) =>
        l.adresse ? (
          <a href={l.adresse} target="_blank" rel="noopener external" title={`${l.source ?? ""} - nouvel onglet`}>
            {l.source}
          </a>
        ) : (
          l.source
        ),
    },
  ];
  return (
    <section aria-label={TITRES[p.genre]}>
      {titre ? (
      <h3 className="fr-text--lg fr-mb-1v">
        {TITRES[p.genre]} : {montant(p.montant, p.devise)} <span className={badgeEtat(p.etat)}>{libelleEtat(p.etat)}</span>
      </h3>
      ) : null}
      {p.regle_libelle ? <p className="fr-text--sm fr-mb-1v">{p.regle_libelle}.</p> : null}
      {titre ? <p className={`fr-text--sm fr-mb-1v ${p.bloquee ? "fr-text--bold" : ""}`}>{p.suite}</p> : null}
      {p.anomalies.map((a) => (
        <p key={a.code} className={`fr-text--sm fr-mb-1v ${a.bloquante ? "fr-error-text" : ""}`}>
          {a.bloquante ? "Bloque la validation. " : "À vérifier. "}
          {a.libelle}.
        </p>
      ))}
      {p.lignes.length > 0 ? <TableSimple titre={`Lignes : ${TITRES[p.genre]}`} colonnes={colonnes} lignes={p.lignes} cle={(_, i) => String(i)} vide="" /> : null}
      {p.ecarts.map((e) => (
        <p key={e.regle} className="fr-text--sm fr-mb-1v">
          {e.libelle}.
        </p>
      ))}
    </section>
  );
}
