import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Incoherence } from "../../api/genere";
import { lireCoherence, listerIncoherences } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import styles from "./Ocean.module.css";
import type { PropsVue } from "./PageOcean";

const COLONNES: readonly Colonne<Incoherence>[] = [
  { cle: "libelle", titre: "Lequel", type: "texte", largeur: 380 },
  { cle: "examen", titre: "Examen", type: "texte", largeur: 90 },
  { cle: "centre", titre: "Centre", type: "texte", largeur: 120 },
  { cle: "attendu", titre: "Attendu", type: "nombre", largeur: 100 },
  { cle: "constate", titre: "Constaté", type: "nombre", largeur: 100 },
  { cle: "detail", titre: "Détail", type: "texte", largeur: 320 },
];

const charger: Charger<Incoherence> = (recherche, signal) =>
  listerIncoherences({ query: enRequete(recherche), signal });

/** What does not hold together, by kind; one click shows the lines. */
export function VueCoherence({ session, utilisateur }: PropsVue) {
  const lue = useQuery({
    queryKey: ["liste", "incoherences", session.id],
    queryFn: ({ signal }) => lireCoherence({ path: { id: session.id }, signal }),
  });
  const [choisie, setChoisie] = useState<string>();
  if (lue.isError) {
    return <EtatErreur erreur={lue.error} reessayer={() => void lue.refetch()} />;
  }
  if (!lue.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const rubrique = lue.data.rubriques.find((r) => r.code === choisie);
  return (
    <>
      <ul className={styles["rubriques"]}>
        {lue.data.rubriques.map((r) => (
          <li key={r.code} className={styles["rubrique"]} data-defaut={r.nombre > 0}>
            <strong>{nombre(r.nombre)}</strong>
            <div>
              {r.libelle}
              {r.nombre > 0 ? <p>{r.explication}</p> : null}
            </div>
            {r.nombre > 0 ? (
              <button
                type="button"
                className="fr-btn fr-btn--sm fr-btn--tertiary"
                aria-pressed={r.code === choisie}
                onClick={() => setChoisie(r.code)}
              >
                Voir<span className="lecture-seule-ecran"> : {r.libelle}</span>
              </button>
            ) : (
              <span>Rien à signaler</span>
            )}
          </li>
        ))}
      </ul>
      {rubrique ? (
        <Lignes
          key={rubrique.code}
          titre={rubrique.libelle}
          code={rubrique.code}
          session={session.code}
          utilisateur={utilisateur}
        />
      ) : null}
    </>
  );
}

function Lignes({
  titre,
  code,
  session,
  utilisateur,
}: Readonly<{ titre: string; code: string; session: string; utilisateur: string }>) {
  const locale = useLocale();
  return (
    <div className={styles["grille"]}>
      <Grille
        titre={titre}
        ressource="incoherences"
        utilisateur={utilisateur}
        colonnes={COLONNES}
        charger={charger}
        perimetre={`${ecrireComparaison("session", "==", session)};${ecrireComparaison("rubrique", "==", code)}`}
        {...locale}
        dire={ecrire}
        vide={<p>Plus rien : la cohérence est rétablie.</p>}
      />
    </div>
  );
}
