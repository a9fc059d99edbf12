import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Affectation, Convocation } from "../../api/genere";
import { convoquerAffectations, listerAffectations, listerConvocations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { adresseLettres, EN_VIGUEUR } from "../../dossier/convocations";
import { Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { TitrePage } from "../../ui/Page";
import { TableSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { AnnulerLettre } from "./AnnulerLettre";
import styles from "./Convocations.module.css";
import { ETATS, libelle, pluriel, VERSIONS } from "./mots";
import { MotDuCentre } from "./MotDuCentre";

/** The chef de centre convokes for his own missions, within what the gestionnaire shared. */
export function PageConvocationMission({ activite }: PropsPage) {
  const client = useQueryClient();
  const [choisies, setChoisies] = useState<ReadonlySet<string>>(new Set());
  const [annulee, setAnnulee] = useState<Convocation>();
  const [modifiee, setModifiee] = useState<Convocation>();
  const aConvoquer = useQuery({ queryKey: [...cleListe("affectations"), "centre"], queryFn: ({ signal }) => listerAffectations({ query: { filtre: "etat==affectee", tri: "debut,nom", taille: 200 }, signal }) });
  const lettres = useQuery({ queryKey: [...cleListe("convocations"), "centre"], queryFn: ({ signal }) => listerConvocations({ query: { filtre: "etat=out=(remplacee,annulee);type=in=(originale,rectificative)", tri: "debut,nom", taille: 200 }, signal }) });
  const relire = () => {
    void client.invalidateQueries({ queryKey: cleListe("affectations") });
    void client.invalidateQueries({ queryKey: cleListe("convocations") });
  };
  const envoi = useMutation({
    mutationFn: () => convoquerAffectations({ body: { affectations: [...choisies] } }),
    onSuccess: (t) => {
      ecrire(`${pluriel(t.demandees, "convocation")} en cours d’édition.`, "succes");
      setChoisies(new Set());
      window.setTimeout(relire, 1500);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const cocher = (id: string, oui: boolean) => {
    const s = new Set(choisies);
    if (oui) {
      s.add(id);
    } else {
      s.delete(id);
    }
    setChoisies(s);
  };
  return (
    <>
      <TitrePage titre={activite.libelle}>
        <button type="button" className="fr-btn fr-btn--sm" disabled={choisies.size === 0 || envoi.isPending} onClick={() => envoi.mutate()}>
          Convoquer ({choisies.size})
        </button>
      </TitrePage>
      <div className={styles["zone"]}>
        <Refus erreur={envoi.error} />
        <h2 className="fr-h6">À convoquer</h2>
        {aConvoquer.data ? (
          <TableSimple<Affectation>
            titre="Personnes affectées à mes missions, à convoquer"
            colonnes={[
              { titre: "Choisir", valeur: (a) => <input type="checkbox" checked={choisies.has(a.id)} aria-label={`Choisir ${a.prenom} ${a.nom}`} onChange={(e) => cocher(a.id, e.target.checked)} /> },
              { titre: "Personne", valeur: (a) => `${a.nom} ${a.prenom}` },
              { titre: "Mission", valeur: (a) => [a.type_mission_libelle, a.epreuve_option_libelle].filter(Boolean).join(" – ") },
              { titre: "Début", valeur: (a) => (a.debut ? instant(a.debut, a.fuseau) : "") },
            ]}
            lignes={aConvoquer.data.items}
            cle={(a) => a.id}
            vide="Personne n’est à convoquer pour vos missions."
          />
        ) : (
          <p aria-busy="true">Chargement…</p>
        )}
        <h2 className="fr-h6">Convocations en vigueur</h2>
        <div className={styles["boutons"]}>
          <a className="fr-btn fr-btn--sm fr-btn--secondary" href={adresseLettres(`${EN_VIGUEUR};type=in=(originale,rectificative)`, undefined)} target="_blank" rel="noreferrer">
            Imprimer toutes les lettres (PDF, nouvel onglet)
          </a>
        </div>
        {lettres.data ? (
          <TableSimple
            titre="Convocations en vigueur pour mes missions"
            colonnes={[
              { titre: "Personne", valeur: (c) => `${c.nom} ${c.prenom}` },
              { titre: "Missions", valeur: (c) => c.missions },
              { titre: "À partir du", valeur: (c) => instant(c.debut, c.fuseau) },
              { titre: "Version", valeur: (c) => libelle(VERSIONS, c.type) },
              { titre: "État", valeur: (c) => libelle(ETATS, c.etat) },
              {
                titre: "Gestes",
                valeur: (c) => (
                  <span className={styles["boutons"]}>
                    <a className="fr-link fr-link--sm" href={`/api/v1/convocations/${c.id}/lettre`} target="_blank" rel="noreferrer" aria-label={`Lettre de ${c.prenom} ${c.nom}, PDF, nouvel onglet`}>
                      Lettre
                    </a>
                    <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Modifier… ${c.prenom} ${c.nom}`} onClick={() => setModifiee(c)}>
                      Modifier…
                    </button>
                    <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Annuler… ${c.prenom} ${c.nom}`} onClick={() => setAnnulee(c)}>
                      Annuler…
                    </button>
                  </span>
                ),
              },
            ]}
            lignes={lettres.data.items}
            cle={(c) => c.id}
            vide="Aucune convocation."
          />
        ) : (
          <p aria-busy="true">Chargement…</p>
        )}
      </div>
      {modifiee ? (
        <MotDuCentre
          convocation={modifiee}
          onFermer={() => {
            setModifiee(undefined);
            relire();
          }}
        />
      ) : null}
      {annulee ? (
        <AnnulerLettre
          convocation={annulee}
          onFermer={() => {
            setAnnulee(undefined);
            relire();
          }}
        />
      ) : null}
    </>
  );
}
