import type { CalculCompetence } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { ETATS_CALCUL } from "../../domaine/etats";
import { useLocale } from "../../grille/adresse";
import { instant, nombre } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { ecrireComparaison } from "../../grille/rsql";
import { Fiche } from "../../ui/Page";
import { chargerEcarts, COLONNES_ECARTS } from "./colonnes";

/** A computation in figures, then person by person: to read, filter and export before it takes effect. */
export function BilanCalcul({ calcul: c, utilisateur }: Readonly<{ calcul: CalculCompetence; utilisateur: string }>) {
  const locale = useLocale();
  return (
    <>
      {c.message ? (
        <div className="fr-alert fr-alert--warning fr-alert--sm" role="alert">
          <p>{c.message}</p>
        </div>
      ) : null}
      <section aria-label="Bilan du calcul">
        <Fiche
          champs={[
            ["État", ETATS_CALCUL.find((e) => e.valeur === c.etat)?.libelle],
            ["Examen", c.examen_libelle ?? "Tous les examens"],
            ["Compétences gagnées", nombre(c.gains)],
            ["Compétences perdues", nombre(c.pertes)],
            ["Origine changée", nombre(c.changements)],
            ["Inchangées", nombre(c.maintenues)],
            ["Demandé", `${instant(c.cree_le)} par ${c.demande_par}`],
            ["Appliqué", c.applique_le ? instant(c.applique_le) : ""],
          ]}
        />
      </section>
      <Grille
        titre="Différence"
        ressource="calcul-competence-ecarts"
        utilisateur={utilisateur}
        colonnes={COLONNES_ECARTS}
        charger={chargerEcarts}
        perimetre={ecrireComparaison("calcul", "==", c.id)}
        {...locale}
        dire={ecrire}
        vide={<p>Aucune différence : les compétences disent déjà ce que donnent les règles.</p>}
      />
    </>
  );
}
