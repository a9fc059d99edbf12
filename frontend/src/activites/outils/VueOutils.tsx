import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { ClientApi } from "../../api/genere";
import { creerClientApi, listerClientsApi, listerPortees, modifierClientApi, tournerSecretClientApi } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import { Cases } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { Saisie } from "./Saisie";
import { SecretMontre, type Montre } from "./SecretMontre";

/** The tools, what each may read, and its secrets. */
export function VueOutils() {
  const client = useQueryClient();
  const [ajout, setAjout] = useState(false);
  const [montre, setMontre] = useState<Montre>();
  const lus = useQuery({ queryKey: cleListe("clients-api"), queryFn: ({ signal }) => listerClientsApi({ query: { taille: 200 }, signal }) });
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("clients-api") });
  const onError = (e: unknown) => ecrire(probleme(e).detail, "erreur");
  const basculer = useMutation({ mutationFn: (k: ClientApi) => modifierClientApi({ path: { id: k.id }, body: { actif: !k.actif } }), onSuccess: relire, onError });
  const tourner = useMutation({
    mutationFn: (k: ClientApi) => tournerSecretClientApi({ path: { id: k.id }, body: { recouvrement_heures: 24 } }),
    onSuccess: (r, k) => {
      setMontre({
        titre: `Nouveau secret : ${k.nom}`,
        lignes: [
          ["client_id", r.client_id],
          ["secret", r.secret],
          ["Les anciens valent jusqu’au", r.anciens_expirent_le ? instant(r.anciens_expirent_le) : ""],
        ],
      });
      relire();
    },
    onError,
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<ClientApi>[] = [
    { titre: "Outil", valeur: (k) => k.nom },
    { titre: "Contact", valeur: (k) => k.contact },
    { titre: "Portées", valeur: (k) => k.portees },
    { titre: "Par minute", nombre: true, valeur: (k) => k.debit_minute },
    { titre: "Secrets", nombre: true, valeur: (k) => k.secrets },
    { titre: "Dernier jeton", valeur: (k) => (k.vu_le ? instant(k.vu_le) : "Jamais") },
    {
      titre: "Gestes",
      valeur: (k) => (
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Nouveau secret pour ${k.nom}`} disabled={tourner.isPending} onClick={() => tourner.mutate(k)}>
            Nouveau secret
          </button>{" "}
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            aria-label={`${k.actif ? "Arrêter" : "Remettre en marche"} ${k.nom}`}
            disabled={basculer.isPending}
            onClick={() => basculer.mutate(k)}
          >
            {k.actif ? "Arrêter" : "Remettre en marche"}
          </button>
        </>
      ),
    },
  ];
  return (
    <>
      <p>
        Un outil lit l’API par ses portées, avec un jeton de quinze minutes. Le mode d’emploi est à l’adresse{" "}
        <a className="fr-link" href="/api/v1/docs" target="_blank" rel="noopener" title="Documentation de l’API – nouvelle fenêtre">
          /api/v1/docs
        </a>
        .
      </p>
      <p>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setAjout(true)}>
          Déclarer un outil
        </button>
      </p>
      {lus.data ? <TableSimple titre="Outils tiers" colonnes={colonnes} lignes={lus.data.items} cle={(k) => k.id} vide="Aucun outil n’est déclaré." /> : <p aria-busy="true">Chargement…</p>}
      {ajout ? (
        <Declarer
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

function Declarer({ onFermer, onFait }: Readonly<{ onFermer: () => void; onFait: (m: Montre) => void }>) {
  const portees = useQuery({ queryKey: ["portees"], queryFn: ({ signal }) => listerPortees({ signal }) });
  const [nom, setNom] = useState("");
  const [contact, setContact] = useState("");
  const [choisies, setChoisies] = useState<readonly string[]>([]);
  const creer = useMutation({
    mutationFn: () => creerClientApi({ body: { nom, contact, portees: [...choisies] } }),
    onSuccess: (r) =>
      onFait({
        titre: `Secret de ${nom}`,
        lignes: [
          ["client_id", r.client_id],
          ["secret", r.secret],
        ],
      }),
  });
  return (
    <Saisie titre="Déclarer un outil" action="Déclarer" enCours={creer.isPending} erreur={creer.error} onValider={() => creer.mutate()} onFermer={onFermer}>
      <Champs>
        <Champ nom="Nom de l’outil" valeur={nom} onChange={setNom} max={80} requis />
        <Champ nom="Qui prévenir" type="email" valeur={contact} onChange={setContact} max={200} requis indice="Le mél d’un responsable" />
      </Champs>
      <Cases nom="Portées" choix={(portees.data?.portees ?? []).map((x) => [x, x] as const)} choisis={choisies} onChange={setChoisies} />
    </Saisie>
  );
}
