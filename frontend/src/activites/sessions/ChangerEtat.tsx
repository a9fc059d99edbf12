import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EtatSession, Inacheve, Session } from "../../api/genere";
import { changerEtatSession } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_SESSION } from "../../domaine/etats";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { relire } from "./relire";
import styles from "./Sessions.module.css";

type Suite = Readonly<{ vers: EtatSession; nom: string; consequence: string; motif?: boolean }>;

/** What may follow each state, and what it means. */
const SUITES: Readonly<Record<EtatSession, readonly Suite[]>> = {
  preparation: [{ vers: "ouverte", nom: "Ouvrir la session", consequence: "Les missions pourront être affectées et convoquées." }],
  ouverte: [{ vers: "close", nom: "Clore la session", consequence: "Plus aucune mission n’y sera créée ni changée. Elle pourra être rouverte, avec un motif." }],
  close: [
    { vers: "ouverte", nom: "Rouvrir la session", consequence: "Les missions pourront de nouveau changer.", motif: true },
    { vers: "archivee", nom: "Archiver la session", consequence: "Elle se lira encore, mais plus rien n’y changera. L’archivage ne se défait pas." },
  ],
  archivee: [],
};

/** Every passage is said before it is made. */
export function ChangerEtat({ session: s, inacheves }: Readonly<{ session: Session; inacheves: readonly Inacheve[] }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [suite, setSuite] = useState<Suite>();
  const [motif, setMotif] = useState("");
  const passage = useMutation({
    mutationFn: (x: Suite) => changerEtatSession({ path: { id: s.id }, headers: { "If-Match": `"${s.version}"` }, body: { etat: x.vers, ...(motif.trim() ? { motif: motif.trim() } : {}) } }),
    onSuccess: (n) => {
      ecrire(`${n.libelle} : ${ETATS_SESSION.find((e) => e.valeur === n.etat)?.libelle.toLowerCase() ?? n.etat}.`, "succes");
      setSuite(undefined);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => relire(client, s.id),
  });
  const ouvrir = (x: Suite) => {
    passage.reset();
    setMotif("");
    setSuite(x);
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (suite) {
      passage.mutate(suite);
    }
  };
  const fermer = () => setSuite(undefined);
  return (
    <div className={styles["actions"]}>
      {SUITES[s.etat].map((x, i) => (
        <button key={x.vers} type="button" className={`fr-btn fr-btn--sm ${i > 0 ? "fr-btn--secondary" : ""}`} onClick={() => ouvrir(x)}>
          {x.nom}
        </button>
      ))}
      {suite ? (
        <Dialogue
          titre={`${suite.nom} ${s.code} ?`}
          ouvert
          onFermer={fermer}
          actions={<Envoi formulaire={formulaire} nom={suite.nom} enCours={passage.isPending} inactif={suite.motif === true && motif.trim() === ""} onAnnuler={fermer} />}
        >
          <form id={formulaire} onSubmit={soumettre}>
            <Refus erreur={passage.error} />
            <p>{suite.consequence}</p>
            {suite.vers === "close" && inacheves.length > 0 && !passage.error ? <p>Il y reste de l’inachevé : la clôture sera refusée tant que la liste ci-dessous n’est pas vide.</p> : null}
            {suite.motif ? <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} requis indice="Pour l’historique" /> : null}
          </form>
        </Dialogue>
      ) : null}
    </div>
  );
}
