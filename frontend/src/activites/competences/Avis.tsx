import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { AvisCompetence, Competence, Moi } from "../../api/genere";
import { donnerAvis } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Avis.module.css";
import { DetailAuteurs } from "./DetailAuteurs";

type Profil = Moi["service"]["profil"];

/** On whose behalf each profile speaks. */
const VOIX: Readonly<Partial<Record<Profil, Competence["auteurs"][number]["type"]>>> = {
  intervenant: "intervenant",
  chef_etablissement: "etablissement",
  inspecteur: "inspecteur",
  gestionnaire: "gestionnaire",
  administrateur: "gestionnaire",
};

const DITS = { valider: "validée", refuser: "refusée", retirer: "avis retiré" } as const;

type Props = Readonly<{ competence: Competence; profil: Profil; nom: string }>;

/** One's own voice among the authors: agree, refuse and say why, take it back. */
export function Avis({ competence: c, profil, nom }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [refuse, setRefuse] = useState(false);
  const [motif, setMotif] = useState("");
  const avis = useMutation({
    mutationFn: (body: AvisCompetence) => donnerAvis({ path: { id: c.id }, body }),
    onSuccess: (_, { avis: quoi }) => {
      ecrire(`${c.epreuve_option_libelle} : ${DITS[quoi]}.`, "succes");
      setRefuse(false);
      setMotif("");
      void client.invalidateQueries({ queryKey: cleListe("competences") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const voix = VOIX[profil];
  const mien = c.auteurs.find((a) => a.type === voix && (voix === "intervenant" || voix === "etablissement" || a.libelle === nom));
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    avis.mutate({ avis: "refuser", motif });
  };
  return (
    <div className={styles["avis"]}>
      {voix ? (
        <div className={styles["actions"]}>
          <button type="button" className="fr-btn fr-btn--sm" disabled={avis.isPending || mien?.etat === "V"} onClick={() => avis.mutate({ avis: "valider" })}>
            Valider
          </button>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={avis.isPending || mien?.etat === "R"} onClick={() => setRefuse(true)}>
            Refuser…
          </button>
          {mien ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={avis.isPending} onClick={() => avis.mutate({ avis: "retirer" })}>
              Retirer mon avis
            </button>
          ) : null}
          <span>
            {c.examen_libelle}, {c.epreuve_option_libelle} : {c.effective ? "compétence effective" : "compétence non effective"}
          </span>
        </div>
      ) : null}
      <DetailAuteurs competence={c} />
      <Dialogue
        titre={`Refuser : ${c.epreuve_option_libelle}`}
        ouvert={refuse}
        onFermer={() => setRefuse(false)}
        actions={
          <>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setRefuse(false)}>
              Annuler
            </button>
            <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={avis.isPending || motif.trim() === ""}>
              {avis.isPending ? "Un instant…" : "Refuser"}
            </button>
          </>
        }
      >
        <form id={formulaire} onSubmit={soumettre}>
          {avis.error ? (
            <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
              <p>{probleme(avis.error).detail}</p>
            </div>
          ) : null}
          <Champ nom="Pourquoi ?" valeur={motif} onChange={setMotif} max={300} requis indice="Ce motif est lu par les autres auteurs de la compétence." />
        </form>
      </Dialogue>
    </div>
  );
}
