import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { DemandeDroit } from "../../api/genere";
import { demanderRectification, exporterMesDonnees, listerDemandesDroits } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enregistrer, ETATS_DEMANDE, jourCourt, rubriques } from "../../domaine/donnees";
import { EtatErreur } from "../../grille/Etats";
import { Defile, TitrePage } from "../../ui/Page";
import { TableSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";

const CLE = ["demandes-droits"];

/** One request and what became of it: read on a phone as well as on a screen. */
function Suivie({ demande: d }: Readonly<{ demande: DemandeDroit }>) {
  return (
    <li>
      <p className="fr-mb-1v">
        <strong>{ETATS_DEMANDE[d.etat]}</strong> – demandée le {jourCourt(d.demandee_le)}
      </p>
      <p className="fr-mb-1v">« {d.texte} »</p>
      {d.reponse === undefined ? null : (
        <p>
          Réponse de {d.repondue_par}, le {jourCourt(d.repondue_le ?? d.demandee_le)} : {d.reponse}
        </p>
      )}
    </li>
  );
}

/** What the service knows of the person: to read, to take away, to have put right. */
export function PageMesDonnees({ activite }: PropsPage) {
  const connues = useQuery({ queryKey: ["mes-donnees"], queryFn: ({ signal }) => exporterMesDonnees({ signal }), staleTime: 60_000 });
  const demandes = useQuery({ queryKey: CLE, queryFn: ({ signal }) => listerDemandesDroits({ signal, query: { taille: 50 } }) });
  if (connues.isError) {
    return <EtatErreur erreur={connues.error} reessayer={() => void connues.refetch()} />;
  }
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Defile>
        <p>Voici tout ce que le service des examens sait de vous. Vous pouvez en garder une copie, et demander que ce qui est faux soit rectifié.</p>
        {connues.data ? (
          <>
            <TableSimple
              titre="Ce que le service sait de vous"
              colonnes={[
                { titre: "Rubrique", valeur: (r) => r.nom },
                { titre: "Lignes", nombre: true, valeur: (r) => r.lignes.toLocaleString("fr-FR") },
              ]}
              lignes={rubriques(connues.data)}
              cle={(r) => r.nom}
              vide=""
            />
            <p>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => enregistrer(connues.data)}>
                Télécharger mes données (JSON)
              </button>
            </p>
          </>
        ) : (
          <p aria-busy="true">Chargement…</p>
        )}
        <h2 className="fr-h5">Demander une rectification</h2>
        <Demande />
        <h2 className="fr-h5">Mes demandes</h2>
        {demandes.isError ? <EtatErreur erreur={demandes.error} reessayer={() => void demandes.refetch()} /> : null}
        {demandes.data?.items.length === 0 ? <p>Vous n’avez rien demandé.</p> : null}
        <ul className="fr-raw-list">
          {demandes.data?.items.map((d) => (
            <Suivie key={d.id} demande={d} />
          ))}
        </ul>
      </Defile>
    </>
  );
}

function Demande() {
  const [texte, setTexte] = useState("");
  const champ = useId();
  const client = useQueryClient();
  const envoyer = useMutation({
    mutationFn: () => demanderRectification({ body: { texte } }),
    onSuccess: () => {
      setTexte("");
      ecrire("Votre demande est enregistrée. La réponse se lira ici, et par courriel.", "succes");
      void client.invalidateQueries({ queryKey: CLE });
    },
  });
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        envoyer.mutate();
      }}
    >
      <div className={`fr-input-group ${envoyer.isError ? "fr-input-group--error" : ""}`}>
        <label className="fr-label" htmlFor={champ}>
          Ce qui est faux, et ce qu’il faut lire à la place
          <span className="fr-hint-text">Par exemple : « Mon nom d’usage est LE GOFF depuis mon mariage ». Vos coordonnées se changent dans « Mon dossier ».</span>
        </label>
        <textarea id={champ} className="fr-input" rows={3} required minLength={5} maxLength={2000} value={texte} aria-describedby={`${champ}-faute`} onChange={(e) => setTexte(e.target.value)} />
        <div id={`${champ}-faute`} aria-live="polite">
          {envoyer.isError ? <p className="fr-error-text">{probleme(envoyer.error).detail}</p> : null}
        </div>
      </div>
      <button type="submit" className="fr-btn fr-btn--sm" disabled={envoyer.isPending}>
        {envoyer.isPending ? "Un instant…" : "Envoyer la demande"}
      </button>
    </form>
  );
}
