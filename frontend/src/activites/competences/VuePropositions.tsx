import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { Proposition } from "../../api/genere";
import { listerPropositions, retirerProposition } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_PROPOSITION, TYPES_PROPOSITION } from "../../domaine/etats";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Selection } from "../../grille/selection";
import type { Colonne } from "../../grille/types";
import type { PropsPage } from "../contexte";
import { Decider } from "./Decider";

const COLONNES: readonly Colonne<Proposition>[] = [
  { cle: "intervenant_nom", titre: "Intervenant", type: "texte", largeur: 200, epinglee: true },
  { cle: "type", titre: "Proposé comme", type: "choix", largeur: 130, choix: TYPES_PROPOSITION },
  { cle: "etat", titre: "État", type: "etat", largeur: 120, choix: ETATS_PROPOSITION },
  { cle: "session", titre: "Session", type: "texte", largeur: 90 },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100 },
  { cle: "grade", titre: "Grade", type: "texte", largeur: 110 },
  { cle: "etablissement_nom", titre: "Établissement", type: "texte", largeur: 220 },
  { cle: "epreuve_option_libelle", titre: "Épreuve-option", type: "texte", largeur: 180 },
  { cle: "commentaire", titre: "Commentaire", type: "texte", largeur: 220 },
  { cle: "propose_par", titre: "Proposé par", type: "texte", largeur: 150 },
  { cle: "propose_le", titre: "Proposé le", type: "instant", largeur: 150 },
  { cle: "motif", titre: "Motif de la décision", type: "texte", largeur: 200 },
  { cle: "decide_par", titre: "Décidé par", type: "texte", largeur: 150 },
];

const charger: Charger<Proposition> = (recherche, signal) => listerPropositions({ query: enRequete(recherche), signal });

/** What inspecteurs propose, and what the gestionnaire makes of it. */
export function VuePropositions({ moi }: PropsPage) {
  const adresse = useAdresse();
  const inspecteur = moi.service.profil === "inspecteur";
  return (
    <Grille
      titre="Réservistes et contractuels"
      ressource="propositions"
      utilisateur={moi.service.id}
      colonnes={COLONNES}
      charger={charger}
      {...adresse}
      dire={ecrire}
      selectionnable
      actions={(selection) => (inspecteur ? <Retirer selection={selection} /> : <Decider selection={selection} />)}
      vide={<p>Aucune proposition. {inspecteur ? "« Déclarer en masse » : cochez des personnes, puis proposez-les." : "Les inspecteurs proposent, vous décidez."}</p>}
    />
  );
}

/** One's own, one by one, as long as nobody has decided. */
function Retirer({ selection }: Readonly<{ selection: Selection }>) {
  const client = useQueryClient();
  const retrait = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) {
        // oxlint-disable-next-line no-await-in-loop -- few, and the first refusal stops
        await retirerProposition({ path: { id } });
      }
    },
    onSuccess: () => ecrire("Proposition retirée.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => void client.invalidateQueries({ queryKey: cleListe("propositions") }),
  });
  return selection.mode === "lignes" ? (
    <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={retrait.isPending} onClick={() => retrait.mutate(selection.ids)}>
      Retirer
    </button>
  ) : null;
}
