import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { EnvoiWebhook, Webhook } from "../../api/genere";
import { creerWebhook, listerClientsApi, listerEnvoisWebhook, listerWebhooks, modifierWebhook, rejouerEnvoi } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Cases } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { Saisie } from "./Saisie";
import { SecretMontre, type Montre } from "./SecretMontre";

const RESSOURCES = ["sessions", "etablissements", "epreuves-options", "intervenants", "rattachements", "enseignements", "competences", "indisponibilites", "centres", "jurys", "commissions", "missions", "affectations", "convocations", "etats-frais"];
const ETATS: Record<EnvoiWebhook["etat"], string> = { en_attente: "En attente", livre: "Livré", abandonne: "Abandonné" };

/** The addresses that are told of changes, and every message, which may be sent again. */
export function VueWebhooks() {
  const client = useQueryClient();
  const [ajout, setAjout] = useState(false);
  const [montre, setMontre] = useState<Montre>();
  const lus = useQuery({ queryKey: cleListe("webhooks"), queryFn: ({ signal }) => listerWebhooks({ query: { taille: 200 }, signal }) });
  const envois = useQuery({ queryKey: cleListe("envois-webhook"), queryFn: ({ signal }) => listerEnvoisWebhook({ query: { taille: 50 }, signal }), refetchInterval: 5000 });
  const relire = () => {
    void client.invalidateQueries({ queryKey: cleListe("webhooks") });
    void client.invalidateQueries({ queryKey: cleListe("envois-webhook") });
  };
  const onError = (e: unknown) => ecrire(probleme(e).detail, "erreur");
  const basculer = useMutation({ mutationFn: (w: Webhook) => modifierWebhook({ path: { id: w.id }, body: { actif: !w.actif } }), onSuccess: relire, onError });
  const rejouer = useMutation({ mutationFn: (e: EnvoiWebhook) => rejouerEnvoi({ path: { id: e.id } }), onSuccess: relire, onError });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Webhook>[] = [
    { titre: "Outil", valeur: (w) => w.client },
    { titre: "Adresse", valeur: (w) => w.url },
    { titre: "Ressources", valeur: (w) => w.ressources },
    { titre: "En attente", nombre: true, valeur: (w) => w.en_attente },
    { titre: "Abandonnés", nombre: true, valeur: (w) => w.abandonnes },
    {
      titre: "Gestes",
      valeur: (w) => (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`${w.actif ? "Suspendre" : "Reprendre"} ${w.url}`} disabled={basculer.isPending} onClick={() => basculer.mutate(w)}>
          {w.actif ? "Suspendre" : "Reprendre"}
        </button>
      ),
    },
  ];
  const colonnesEnvois: readonly ColonneSimple<EnvoiWebhook>[] = [
    { titre: "Survenu le", valeur: (e) => instant(e.survenu_le) },
    { titre: "Changement", valeur: (e) => `${e.ressource} : ${e.operation}` },
    { titre: "Adresse", valeur: (e) => e.url },
    { titre: "État", valeur: (e) => ETATS[e.etat] },
    { titre: "Essais", nombre: true, valeur: (e) => e.essais },
    { titre: "Réponse", valeur: (e) => e.erreur ?? e.statut ?? "" },
    {
      titre: "Renvoyer",
      valeur: (e) => (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Renvoyer ${e.ressource} du ${instant(e.survenu_le)}`} disabled={rejouer.isPending} onClick={() => rejouer.mutate(e)}>
          Renvoyer
        </button>
      ),
    },
  ];
  return (
    <>
      <p>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setAjout(true)}>
          Prévenir une adresse
        </button>
      </p>
      {lus.data ? <TableSimple titre="Adresses prévenues" colonnes={colonnes} lignes={lus.data.items} cle={(w) => w.id} vide="Aucune adresse n’est prévenue des changements." /> : <p aria-busy="true">Chargement…</p>}
      <h2>Derniers envois</h2>
      <TableSimple titre="Derniers envois" colonnes={colonnesEnvois} lignes={envois.data?.items ?? []} cle={(e) => e.id} vide="Rien n’a encore été envoyé." />
      {ajout ? (
        <Prevenir
          onFermer={() => setAjout(false)}
          onFait={(m) => {
            setAjout(false);
            setMontre(m);
            relire();
          }}
        />
      ) : null}
      {montre ? <SecretMontre montre={montre} onFermer={() => setMontre(undefined)} /> : null}
    </>
  );
}

function Prevenir({ onFermer, onFait }: Readonly<{ onFermer: () => void; onFait: (m: Montre) => void }>) {
  const outils = useQuery({ queryKey: cleListe("clients-api"), queryFn: ({ signal }) => listerClientsApi({ query: { taille: 200 }, signal }) });
  const [outil, setOutil] = useState("");
  const [url, setUrl] = useState("https://");
  const [ressources, setRessources] = useState<readonly string[]>([]);
  const creer = useMutation({
    mutationFn: () => creerWebhook({ body: { client: outil || (outils.data?.items[0]?.id ?? ""), url, ressources: [...ressources] } }),
    onSuccess: (r) => onFait({ titre: "Secret de signature", lignes: [["secret", r.secret]] }),
  });
  return (
    <Saisie titre="Prévenir une adresse des changements" action="Prévenir" enCours={creer.isPending} erreur={creer.error} onValider={() => creer.mutate()} onFermer={onFermer}>
      <Champs>
        <ChampChoix nom="Outil" valeur={outil} onChange={setOutil} choix={(outils.data?.items ?? []).map((k) => ({ valeur: k.id, libelle: k.nom }))} />
        <Champ nom="Adresse" valeur={url} onChange={setUrl} max={500} requis code indice="En https, joignable d’Internet" />
      </Champs>
      <Cases nom="Prévenir des changements de" choix={RESSOURCES.map((x) => [x, x] as const)} choisis={ressources} onChange={setRessources} />
    </Saisie>
  );
}
