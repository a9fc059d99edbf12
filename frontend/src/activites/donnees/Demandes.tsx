import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { DemandeDroit } from "../../api/genere";
import { exporterDonneesPersonnelles, listerDemandesDroits, rectifierPersonne, repondreDemandeDroit } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enregistrer, ETATS_DEMANDE, jourCourt } from "../../domaine/donnees";
import { EtatErreur } from "../../grille/Etats";
import { Dialogue } from "../../ui/Dialogue";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

const CLE = ["demandes-droits"];

type Rectifiable = "nom" | "prenom" | "nom_patronymique" | "date_naissance";

const RECTIFIABLES: readonly (readonly [Rectifiable, string, string])[] = [
  ["nom", "Nom d’usage", "text"],
  ["prenom", "Prénom", "text"],
  ["nom_patronymique", "Nom de naissance", "text"],
  ["date_naissance", "Date de naissance", "date"],
];

/** What people ask about their data: each is answered once, and told. */
export function Demandes() {
  const [ouverte, setOuverte] = useState<DemandeDroit>();
  const lues = useQuery({ queryKey: CLE, queryFn: ({ signal }) => listerDemandesDroits({ signal, query: { taille: 50 } }) });
  const telecharger = useMutation({ mutationFn: (id: string) => exporterDonneesPersonnelles({ path: { id } }), onSuccess: enregistrer, onError: (e) => ecrire(probleme(e).detail, "erreur") });
  const colonnes: readonly ColonneSimple<DemandeDroit>[] = [
    { titre: "Demandée le", valeur: (d) => jourCourt(d.demandee_le) },
    { titre: "Personne", valeur: (d) => d.intervenant_nom },
    { titre: "Demande", valeur: (d) => d.texte },
    { titre: "Suite", valeur: (d) => (d.reponse === undefined ? ETATS_DEMANDE[d.etat] : `${ETATS_DEMANDE[d.etat]} : ${d.reponse}`) },
    {
      titre: "Actions",
      valeur: (d) => (
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={telecharger.isPending} aria-label={`Données de ${d.intervenant_nom}`} onClick={() => telecharger.mutate(d.intervenant)}>
            Ses données
          </button>{" "}
          {d.etat === "demandee" ? (
            <button type="button" className="fr-btn fr-btn--sm" aria-label={`Répondre à ${d.intervenant_nom}`} onClick={() => setOuverte(d)}>
              Répondre
            </button>
          ) : null}
        </>
      ),
    },
  ];
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  return (
    <>
      <h2 className="fr-h5">Demandes des personnes</h2>
      {lues.data ? <TableSimple titre="Demandes des personnes" colonnes={colonnes} lignes={lues.data.items} cle={(d) => d.id} vide="Personne n’a rien demandé." /> : <p aria-busy="true">Chargement…</p>}
      {ouverte ? <Reponse demande={ouverte} onFermer={() => setOuverte(undefined)} /> : null}
    </>
  );
}

function Reponse({ demande, onFermer }: Readonly<{ demande: DemandeDroit; onFermer: () => void }>) {
  const [reponse, setReponse] = useState("");
  const [corrige, setCorrige] = useState<Readonly<Partial<Record<Rectifiable, string>>>>({});
  const champ = useId();
  const client = useQueryClient();
  const repondre = useMutation({
    mutationFn: async (etat: "faite" | "refusee") => {
      const changes = Object.fromEntries(Object.entries(corrige).filter(([, v]) => v.trim() !== ""));
      if (etat === "faite" && Object.keys(changes).length > 0) {
        await rectifierPersonne({ path: { id: demande.intervenant }, body: { ...changes, motif: `Demande du ${jourCourt(demande.demandee_le)} : ${reponse}`.slice(0, 300) } });
      }
      return repondreDemandeDroit({ path: { id: demande.id }, body: { etat, reponse } });
    },
    onSuccess: () => {
      ecrire("Réponse enregistrée ; la personne est prévenue.", "succes");
      void client.invalidateQueries({ queryKey: CLE });
      onFermer();
    },
  });
  const vide = reponse.trim().length < 3 || repondre.isPending;
  return (
    <Dialogue
      titre={`Répondre à ${demande.intervenant_nom}`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={vide} onClick={() => repondre.mutate("refusee")}>
            Refuser
          </button>
          <button type="button" className="fr-btn fr-btn--sm" disabled={vide} onClick={() => repondre.mutate("faite")}>
            C’est rectifié
          </button>
        </>
      }
    >
      <p>« {demande.texte} »</p>
      <fieldset className="fr-fieldset">
        <legend className="fr-fieldset__legend fr-text--regular">
          Rectifier l’état civil <span className="fr-hint-text">Laissez vide ce qui ne change pas. Un import ultérieur dira si la source n’est pas d’accord.</span>
        </legend>
        {RECTIFIABLES.map(([nom, libelle, type]) => (
          <div key={nom} className="fr-fieldset__element">
            <label className="fr-label" htmlFor={`${champ}-${nom}`}>
              {libelle}
            </label>
            <input id={`${champ}-${nom}`} className="fr-input" type={type} maxLength={80} value={corrige[nom] ?? ""} onChange={(e) => setCorrige({ ...corrige, [nom]: e.target.value })} />
          </div>
        ))}
      </fieldset>
      <label className="fr-label" htmlFor={champ}>
        Réponse
        <span className="fr-hint-text">Ce qui a été changé, ou pourquoi rien ne l’est. La personne la reçoit par courriel.</span>
      </label>
      <textarea id={champ} className="fr-input" rows={4} maxLength={2000} value={reponse} onChange={(e) => setReponse(e.target.value)} />
      {repondre.isError ? (
        <p className="fr-error-text" role="alert">
          {probleme(repondre.error).detail}
        </p>
      ) : null}
    </Dialogue>
  );
}
