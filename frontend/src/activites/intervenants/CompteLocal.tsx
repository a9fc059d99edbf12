import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CompteLocal as Compte, Intervenant } from "../../api/genere";
import { fermerCompteLocal, lireCompteLocal, ouvrirCompteLocal } from "../../api/genere/sdk.gen";
import { probleme } from "../../api/erreur";
import { ecrire } from "../../console/journal";
import { instant } from "../../grille/formats";
import styles from "./Intervenants.module.css";

const ETATS: Record<Compte["etat"], string> = {
  aucun: "Pas encore de compte.",
  a_activer: "Lien d’activation remis, pas encore utilisé.",
  actif: "Compte actif.",
  ferme: "Compte fermé.",
};

function dire(e: unknown): void {
  ecrire(probleme(e).detail, "erreur");
}

/** The way in of somebody whom no academic portal knows: a link that serves once, never a password. */
export function CompteLocal({ intervenant: i }: Readonly<{ intervenant: Intervenant }>) {
  const client = useQueryClient();
  const cle = ["compte-local", i.id];
  const path = { id: i.id };
  const lu = useQuery({ queryKey: cle, queryFn: ({ signal }) => lireCompteLocal({ path, signal }) });
  const relire = () => void client.invalidateQueries({ queryKey: cle });
  const ouvrir = useMutation({ mutationFn: () => ouvrirCompteLocal({ path }), onSuccess: relire, onError: dire });
  const fermer = useMutation({
    mutationFn: () => fermerCompteLocal({ path }),
    onSuccess: () => {
      ecrire("Compte fermé, sessions closes.", "succes");
      relire();
    },
    onError: dire,
  });
  if (!lu.data) {
    return null;
  }
  const { etat, identifiant, vu_le: vu } = lu.data;
  return (
    <section className={styles["bloc"]} aria-label="Compte d’accès">
      <h3>Compte d’accès</h3>
      <p>
        {ETATS[etat]} {identifiant ? `Identifiant : ${identifiant}.` : ""} {vu ? `Dernière connexion le ${instant(vu)}.` : ""}
      </p>
      {ouvrir.data ? (
        <div role="status">
          <p>
            Remettez ce lien à la personne, par un autre moyen que la convocation. Il sert une seule fois, jusqu’au {instant(ouvrir.data.expire_le)}, et ne sera plus
            affiché.
          </p>
          <p>
            <code>{ouvrir.data.lien}</code>
          </p>
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--secondary"
            onClick={() => void navigator.clipboard.writeText(ouvrir.data.lien).then(() => ecrire("Lien copié.", "succes"), dire)}
          >
            Copier le lien
          </button>
        </div>
      ) : (
        <p>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={ouvrir.isPending} onClick={() => ouvrir.mutate()}>
            {etat === "aucun" ? "Ouvrir un compte" : "Donner un nouveau lien"}
          </button>{" "}
          {etat === "actif" || etat === "a_activer" ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={fermer.isPending} onClick={() => fermer.mutate()}>
              Fermer le compte
            </button>
          ) : null}
        </p>
      )}
    </section>
  );
}
