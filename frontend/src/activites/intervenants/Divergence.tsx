import type { Intervenant } from "../../api/genere";
import { ETATS_INTERVENANT } from "../../domaine/etats";

export function Divergence({ actuel: a }: Readonly<{ actuel: Intervenant }>) {
  const adresse = [a.adresse, a.code_postal, a.commune].filter(Boolean).join(" ") || "(vide)";
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="alert">
      <p>
        Cette fiche a été modifiée entre-temps. Elle porte à présent : courriel {a.mel ?? "(vide)"}, téléphone {a.telephone ?? "(vide)"}, adresse {adresse}, état{" "}
        {ETATS_INTERVENANT.find((e) => e.valeur === a.etat)?.libelle}. Votre saisie est gardée ci-dessous.
      </p>
    </div>
  );
}
