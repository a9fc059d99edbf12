import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Convocation } from "../../api/genere";
import { annulerConvocation, donnerSuite, lireConvocation, relancerConvocations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { date, instant } from "../../grille/formats";
import { Champ, ChampChoix } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Fiche } from "../../ui/Page";
import { Contestation } from "./Contestation";
import styles from "./Convocations.module.css";
import { Missions } from "./Missions";
import { ETATS, libelle, VERSIONS } from "./mots";

const EN_VIGUEUR: ReadonlySet<string> = new Set(["editee", "envoyee", "ouverte", "acquittee", "contestee"]);

/** What the letter says, where it stands, and what the gestionnaire can still do about it. */
export function DetailConvocation({ convocation: c }: Readonly<{ convocation: Convocation }>) {
  const client = useQueryClient();
  const [geste, setGeste] = useState<"suite" | "annulation">();
  const lue = useQuery({ queryKey: [...cleListe("convocations"), "une", c.id, c.version], queryFn: ({ signal }) => lireConvocation({ path: { id: c.id }, signal }) });
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("convocations") });
  const relance = useMutation({
    mutationFn: () => relancerConvocations({ body: { selection: { mode: "lignes", ids: [c.id] } } }),
    onSuccess: () => {
      ecrire(`${c.prenom} ${c.nom} est relancé(e) par courriel.`, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const vivante = EN_VIGUEUR.has(c.etat) && c.type !== "annulation";
  return (
    <div className={styles["zone"]}>
      <div className={styles["boutons"]}>
        <a className="fr-btn fr-btn--sm fr-btn--secondary" href={`/api/v1/convocations/${c.id}/lettre`} target="_blank" rel="noreferrer">
          Lettre (PDF, nouvel onglet)
        </a>
        {vivante && c.etat !== "acquittee" && c.etat !== "contestee" ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={relance.isPending} onClick={() => relance.mutate()}>
            Relancer
          </button>
        ) : null}
        {c.etat === "contestee" ? (
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setGeste("suite")}>
            Répondre à la contestation…
          </button>
        ) : null}
        {vivante ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setGeste("annulation")}>
            Annuler cette convocation…
          </button>
        ) : null}
      </div>
      <Fiche
        champs={[
          ["Version", libelle(VERSIONS, c.type)],
          ["État", libelle(ETATS, c.etat)],
          ["Éditée le", instant(c.editee_le)],
          ["Envoyée le", c.envoyee_le ? `${instant(c.envoyee_le)}${c.canal === "papier" ? ", sur papier" : ""}` : undefined],
          ["Ouverte le", c.ouverte_le ? instant(c.ouverte_le) : undefined],
          ["Répondue le", c.repondue_le ? instant(c.repondue_le) : undefined],
          ["Réponse attendue avant le", date(c.reponse_avant)],
          ["Relancée le", c.relancee_le ? instant(c.relancee_le) : undefined],
          ["Retour du courriel", c.courriel_erreur],
          ["Suite donnée", c.suite],
        ]}
      />
      {c.dispense ? <Contestation convocation={c} /> : null}
      {lue.data ? <Missions detail={lue.data} /> : <p aria-busy="true">Chargement…</p>}
      {geste ? (
        <Geste
          convocation={c}
          quoi={geste}
          onFermer={() => {
            setGeste(undefined);
            relire();
          }}
        />
      ) : null}
    </div>
  );
}

function Geste({ convocation: c, quoi, onFermer }: Readonly<{ convocation: Convocation; quoi: "suite" | "annulation"; onFermer: () => void }>) {
  const formulaire = useId();
  const [texte, setTexte] = useState("");
  const [maintenue, setMaintenue] = useState("oui");
  const envoi = useMutation({
    mutationFn: () => (quoi === "suite" ? donnerSuite({ path: { id: c.id }, body: { suite: texte, maintenue: maintenue === "oui" } }) : annulerConvocation({ path: { id: c.id }, body: { motif: texte } })),
    onSuccess: (x) => {
      ecrire(`Convocation ${x.numero} : ${libelle(ETATS, x.etat).toLowerCase()}.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue
      titre={quoi === "suite" ? `Répondre à ${c.prenom} ${c.nom}` : `Annuler la convocation ${c.numero}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom={quoi === "suite" ? "Répondre" : "Annuler la convocation"} enCours={envoi.isPending} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        {quoi === "suite" ? (
          <>
            <p>Répondre ici laisse la demande de dispense à décider, dans « Indisponibilités et dispenses ».</p>
            <ChampChoix
              nom="La convocation est"
              valeur={maintenue}
              onChange={setMaintenue}
              choix={[
                { valeur: "oui", libelle: "Maintenue" },
                { valeur: "non", libelle: "Annulée" },
              ]}
            />
          </>
        ) : null}
        <Champ nom={quoi === "suite" ? "Réponse" : "Motif"} valeur={texte} onChange={setTexte} max={300} requis indice="La personne le lit." />
      </form>
    </Dialogue>
  );
}
