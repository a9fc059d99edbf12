import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Intervenant, TypeSecret } from "../../api/genere";
import { listerSecrets } from "../../api/genere/sdk.gen";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Fiche } from "../../ui/Page";
import { CompteLocal } from "./CompteLocal";
import { EffacerSecret } from "./EffacerSecret";
import styles from "./Intervenants.module.css";
import { LectureSecret } from "./LectureSecret";
import { SaisieSecret } from "./SaisieSecret";
import { SecretLu } from "./SecretLu";
import { avecArticle, cleSecrets, TYPES_SECRET } from "./secrets";

type Geste = Readonly<{ quoi: "lire" | "saisir" | "effacer"; type: TypeSecret }>;

type Clair = Readonly<{ type: TypeSecret; valeur: string }>;

/** Address and what is kept secret: masked until somebody says why it must be read. */
export function Dossier({ intervenant: i }: Readonly<{ intervenant: Intervenant }>) {
  const lus = useQuery({ queryKey: cleSecrets(i.id), queryFn: ({ signal }) => listerSecrets({ path: { id: i.id }, signal }) });
  const [geste, setGeste] = useState<Geste>();
  const [clair, setClair] = useState<Clair>();
  const fermer = () => setGeste(undefined);
  const finir = (lu?: Clair) => {
    setClair(lu);
    fermer();
  };
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const { secrets } = lus.data;
  const personne = `${i.nom} ${i.prenom}`;
  return (
    <div className={styles["volets"]}>
      <section className={styles["bloc"]} aria-label="Adresse personnelle">
        <h3>Adresse personnelle</h3>
        {i.adresse || i.code_postal ? (
          <Fiche
            champs={[
              ["Adresse", i.adresse],
              ["Commune", [i.code_postal, i.commune].filter(Boolean).join(" ")],
              ["Code INSEE", i.code_commune],
            ]}
          />
        ) : (
          <p className={styles["mention"]}>Aucune adresse connue. Elle se saisit dans l’onglet « Identité ».</p>
        )}
      </section>
      {i.origine === "SAISI" ? <CompteLocal key={i.id} intervenant={i} /> : null}
      <section className={styles["bloc"]} aria-label="Numéros protégés">
        <h3>Numéros protégés</h3>
        <p className={styles["mention"]}>Ces numéros sont chiffrés. Chaque lecture demande un motif et s’inscrit au journal, avec votre nom.</p>
        <ul className={styles["secrets"]}>
          {TYPES_SECRET.map(({ type, libelle, saisissable }) => {
            const connu = secrets.find((s) => s.type === type);
            return (
              <li key={type}>
                <abbr title={libelle}>{type}</abbr>
                {clair?.type === type ? (
                  <SecretLu valeur={clair.valeur} onMasquer={() => setClair(undefined)} />
                ) : (
                  <span>
                    {connu ? <code>{connu.masque}</code> : "Non renseigné"}
                    {connu ? <span className={styles["mention"]}> – enregistré le {instant(connu.maj_le)}</span> : null}
                  </span>
                )}
                <span className={styles["actions"]}>
                  {/* One button for both, so that the focus stays where it is. */}
                  {connu ? (
                    <Bouton
                      nom={clair?.type === type ? "Masquer" : "Lire"}
                      type={type}
                      onClick={() => (clair?.type === type ? setClair(undefined) : setGeste({ quoi: "lire", type }))}
                    />
                  ) : null}
                  {saisissable ? <Bouton nom={connu ? "Remplacer" : "Saisir"} type={type} onClick={() => setGeste({ quoi: "saisir", type })} /> : null}
                  {saisissable && connu ? <Bouton nom="Effacer" type={type} onClick={() => setGeste({ quoi: "effacer", type })} /> : null}
                </span>
              </li>
            );
          })}
        </ul>
      </section>
      {geste?.quoi === "lire" ? <LectureSecret {...geste} id={i.id} personne={personne} onLu={(valeur) => finir({ type: geste.type, valeur })} onFermer={fermer} /> : null}
      {geste?.quoi === "saisir" ? <SaisieSecret {...geste} id={i.id} personne={personne} onFait={finir} onFermer={fermer} /> : null}
      {geste?.quoi === "effacer" ? <EffacerSecret {...geste} id={i.id} personne={personne} onFait={finir} onFermer={fermer} /> : null}
    </div>
  );
}

function Bouton({ nom, type, onClick }: Readonly<{ nom: string; type: TypeSecret; onClick: () => void }>) {
  return (
    <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`${nom} ${avecArticle(type)}`} onClick={onClick}>
      {nom}
    </button>
  );
}
