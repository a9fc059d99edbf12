import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { BilanGeneration, Generation, GenerationEcart } from "../../api/genere";
import {
  abandonnerGeneration,
  appliquerGeneration,
  listerGenerationEcarts,
} from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { nombre } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import { ecrireComparaison } from "../../grille/rsql";
import type { Colonne } from "../../grille/types";
import styles from "./Ocean.module.css";
import { changements, NATURES } from "./textes";

const COMPTES: readonly Readonly<{ cle: keyof BilanGeneration; nom: string }>[] = [
  { cle: "voulues", nom: "demandées par les règles" },
  { cle: "creees", nom: "créées" },
  { cle: "modifiees", nom: "modifiées" },
  { cle: "revenues", nom: "revenues" },
  { cle: "retirees", nom: "retirées" },
  { cle: "ouvertes", nom: "ouvertes" },
  { cle: "alertes", nom: "touchent des personnes" },
];

const COLONNES: readonly Colonne<GenerationEcart>[] = [
  { cle: "nature", titre: "Nature", type: "etat", largeur: 150, choix: NATURES },
  { cle: "libelle", titre: "Mission", type: "texte", largeur: 320 },
  {
    cle: "champs",
    titre: "Ce qui change",
    type: "texte",
    largeur: 520,
    valeur: (e) => changements(e.champs, e.nature === "creee"),
    tri: false,
  },
  { cle: "affectes", titre: "Affectés", type: "nombre", largeur: 90 },
  { cle: "convoques", titre: "Convoqués", type: "nombre", largeur: 100 },
];

const charger: Charger<GenerationEcart> = (recherche, signal) =>
  listerGenerationEcarts({ query: enRequete(recherche), signal });

type Props = Readonly<{
  generation: Generation;
  utilisateur: string;
  onSuivre: (g: Generation) => void;
}>;

/** The difference of a generation: counted, read mission by mission, then applied or given up. */
export function Simulation({ generation: g, utilisateur, onSuivre }: Props) {
  const client = useQueryClient();
  const locale = useLocale();
  const action = useMutation({
    mutationFn: (quoi: "appliquer" | "abandonner") =>
      quoi === "appliquer"
        ? appliquerGeneration({ path: { id: g.id }, body: { difference: g.difference ?? "" } })
        : abandonnerGeneration({ path: { id: g.id } }),
    onSuccess: (suite, quoi) =>
      quoi === "appliquer"
        ? onSuivre(suite)
        : ecrire("Simulation abandonnée : rien n’a été modifié."),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => void client.invalidateQueries({ queryKey: ["liste"] }),
  });
  const { comptes } = g;
  const change = comptes && COMPTES.some((c) => c.cle !== "voulues" && comptes[c.cle] > 0);
  return (
    <section aria-label="Différence de la génération">
      <div
        className={`fr-alert fr-alert--sm fr-alert--${g.etat === "appliquee" ? "success" : "info"}`}
      >
        <p>{g.message}</p>
      </div>
      {comptes && change ? (
        <ul className={styles["comptes"]}>
          {COMPTES.filter((c) => comptes[c.cle] > 0).map((c) => (
            <li
              key={c.cle}
              data-ton={c.cle === "alertes" || c.cle === "retirees" ? "alerte" : undefined}
            >
              <strong>{nombre(comptes[c.cle])}</strong> {c.nom}
            </li>
          ))}
        </ul>
      ) : null}
      {g.etat === "simulee" ? (
        <div className={styles["actions"]}>
          <button
            type="button"
            className="fr-btn"
            disabled={action.isPending}
            onClick={() => action.mutate("appliquer")}
          >
            Appliquer cette différence
          </button>
          <button
            type="button"
            className="fr-btn fr-btn--secondary"
            disabled={action.isPending}
            onClick={() => action.mutate("abandonner")}
          >
            Abandonner
          </button>
        </div>
      ) : null}
      {change && g.etat !== "abandonnee" ? (
        <div className={styles["grille"]}>
          <Grille
            titre="Différence, mission par mission"
            ressource="generation-ecarts"
            utilisateur={utilisateur}
            colonnes={COLONNES}
            charger={charger}
            perimetre={ecrireComparaison("generation", "==", g.id)}
            {...locale}
            dire={ecrire}
            vide={<p>Aucune différence.</p>}
          />
        </div>
      ) : null}
    </section>
  );
}
