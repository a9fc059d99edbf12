import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Constat, ConstatMission, SaisieConstat } from "../../api/genere";
import { leverSignature, listerConstats, signerConstat } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { duree } from "../../domaine/frais";
import { EtatErreur } from "../../grille/Etats";
import { cleListe } from "../../grille/donnees";
import { instant, nombre } from "../../grille/formats";
import { Champ } from "../../ui/Champ";
import { brouillonDe, enSaisie, faute, type Brouillon } from "./brouillon";
import { applique, totaux, type File, type Marque } from "./file";
import { Quantites } from "./Quantites";

type Props = Readonly<{
  mission: ConstatMission;
  gestion: boolean;
  file: Readonly<{ file: File; marquer: (m: readonly Marque[]) => void; ecarter: (cle: string) => void }>;
}>;

/** Everybody of a mission: one word for all, or one each, then the signature of the whole. */
export function Feuille({ mission: m, gestion, file }: Props) {
  const lus = useQuery({
    queryKey: [...cleListe("constats"), m.id],
    queryFn: ({ signal }) => listerConstats({ query: { filtre: `mission==${m.id}`, taille: 200 }, signal }),
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return <p aria-busy="true">Chargement de la feuille…</p>;
  }
  const lignes = lus.data.items.map((k) => applique(k, file.file));
  return <Personnes mission={m} gestion={gestion} file={file} lignes={lignes} />;
}

function Personnes({ mission: m, gestion, file, lignes }: Props & Readonly<{ lignes: readonly Constat[] }>) {
  const [brouillons, setBrouillons] = useState<Readonly<Record<string, Brouillon>>>({});
  const [collectif, setCollectif] = useState<Brouillon>(() => ({ ...brouillonDe(m.forme), fait: "fait" }));
  const signe = lignes[0]?.signe ?? m.signe;
  const reste = lignes.filter((k) => !k.fait);
  const t = totaux(lignes);
  const marque = (k: Constat, b: Brouillon): Marque => {
    const saisie: SaisieConstat = { ...enSaisie(m.forme, b), cle: crypto.randomUUID(), affectation: k.id, version: k.version, saisi_le: new Date().toISOString() };
    return { saisie, qui: `${k.prenom} ${k.nom}` };
  };
  const enregistrer = (k: Constat, b: Brouillon) => {
    file.marquer([marque(k, b)]);
    setBrouillons(({ [k.id]: _fait, ...autres }) => autres);
  };
  const fauteCollective = faute(m.forme, collectif);
  return (
    <>
      <EnRoute file={file.file} onEcarter={file.ecarter} />
      <p role="status" className="fr-mb-1w">
        <strong>
          {t.constates} / {lignes.length} constatés
        </strong>
        {t.copies > 0 ? `, ${nombre(t.copies)} copies` : ""}
        {t.candidats > 0 ? `, ${nombre(t.candidats)} candidats` : ""}
        {t.minutes > 0 ? `, ${duree(t.minutes)}` : ""}
        {m.presents === undefined ? "" : ` pour ${nombre(m.presents)} présents`}.{" "}
        {m.presents !== undefined && Math.max(t.copies, t.candidats) > m.presents ? <strong className="fr-error-text">Le total déclaré dépasse les présents.</strong> : null}
      </p>
      {signe ? (
        <Signee mission={m} gestion={gestion} />
      ) : reste.length > 1 ? (
        <fieldset className="fr-mb-2w">
          <legend>Tous ceux qui restent ({nombre(reste.length)})</legend>
          <Quantites forme={m.forme} brouillon={collectif} onChange={setCollectif} />
          <button type="button" className="fr-btn fr-btn--sm fr-mt-1w" disabled={fauteCollective !== undefined} onClick={() => file.marquer(reste.map((k) => marque(k, collectif)))}>
            Constater les {nombre(reste.length)}
          </button>
        </fieldset>
      ) : null}
      {lignes.map((k) => {
        const b = brouillons[k.id] ?? brouillonDe(m.forme, k);
        const change = brouillons[k.id] !== undefined;
        const manque = change ? faute(m.forme, b) : undefined;
        return (
          <fieldset key={k.id} className="fr-mb-2w" disabled={signe}>
            <legend>
              {k.prenom} {k.nom} {k.saisi_par ? <span className="fr-text--xs">(constaté par {k.saisi_par})</span> : null}
            </legend>
            <Quantites forme={m.forme} brouillon={b} onChange={(n) => setBrouillons((a) => ({ ...a, [k.id]: n }))} />
            {change ? (
              <button type="button" className="fr-btn fr-btn--sm fr-mt-1w" disabled={manque !== undefined || b.fait === ""} onClick={() => enregistrer(k, b)}>
                Enregistrer
              </button>
            ) : null}
            {manque ? <p className="fr-text--xs fr-mb-0">{manque}</p> : null}
          </fieldset>
        );
      })}
      {signe ? null : <Signature mission={m} pret={reste.length === 0 && file.file.length === 0} />}
    </>
  );
}

/** What has not arrived yet, and what came back. */
function EnRoute({ file, onEcarter }: Readonly<{ file: File; onEcarter: (cle: string) => void }>) {
  const attend = file.filter((x) => x.refus === undefined).length;
  return (
    <>
      {attend > 0 ? (
        <div className="fr-alert fr-alert--info fr-alert--sm fr-mb-1w" role="status">
          <p>
            {attend > 1 ? `${nombre(attend)} constats attendent` : "Un constat attend"} le réseau sur cet appareil. {attend > 1 ? "Ils partiront seuls" : "Il partira seul"}.
          </p>
        </div>
      ) : null}
      {file
        .filter((x) => x.refus !== undefined)
        .map((x) => (
          <div key={x.saisie.cle} className="fr-alert fr-alert--error fr-alert--sm fr-mb-1w" role="alert">
            <p>
              {x.qui} : {x.refus}{" "}
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => onEcarter(x.saisie.cle)}>
                J’ai lu
              </button>
            </p>
          </div>
        ))}
    </>
  );
}

function useApres(message: (m: ConstatMission) => string) {
  const client = useQueryClient();
  return {
    onSuccess: (m: ConstatMission) => {
      ecrire(message(m), "succes");
      void client.invalidateQueries({ queryKey: cleListe("constats") });
      void client.invalidateQueries({ queryKey: cleListe("constats-missions") });
    },
    onError: (e: unknown) => ecrire(probleme(e).detail, "erreur"),
  };
}

function Signature({ mission: m, pret }: Readonly<{ mission: ConstatMission; pret: boolean }>) {
  const signature = useMutation({ mutationFn: () => signerConstat({ body: { mission: m.id } }), ...useApres(() => "Constat signé : les rémunérations sont à valider.") });
  return (
    <>
      <button type="button" className="fr-btn" disabled={!pret || signature.isPending} onClick={() => signature.mutate()}>
        Signer la mission
      </button>
      <p className="fr-text--sm">{pret ? "Une fois signées, les quantités ne changent plus." : "La signature vient quand chacun est constaté et que tout est arrivé."}</p>
      {signature.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(signature.error).detail}
        </p>
      ) : null}
    </>
  );
}

function Signee({ mission: m, gestion }: Readonly<{ mission: ConstatMission; gestion: boolean }>) {
  const [motif, setMotif] = useState("");
  const levee = useMutation({ mutationFn: () => leverSignature({ body: { mission: m.id, motif } }), ...useApres(() => "Signature levée.") });
  return (
    <div className="fr-mb-2w">
      <p className="fr-mb-1v">
        <span className="fr-badge fr-badge--sm fr-badge--success">Signé</span> {m.signe_par ? `par ${m.signe_par}${m.signe_le ? `, ${instant(m.signe_le)}` : ""}` : ""}
      </p>
      {gestion ? (
        <>
          <Champ nom="Motif pour lever la signature" valeur={motif} onChange={setMotif} max={300} />
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary fr-mt-1w" disabled={motif.trim().length < 3 || levee.isPending} onClick={() => levee.mutate()}>
            Lever la signature
          </button>
          {levee.error ? (
            <p className="fr-error-text" role="alert">
              {probleme(levee.error).detail}
            </p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
