import type { BilanAvis } from "../../api/genere";
import { nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";

/** What a word would change, all authors weighed. */
export function Bilan({ bilan: b }: Readonly<{ bilan: BilanAvis }>) {
  return (
    <div role="status" aria-label="Ce que cela changerait">
      <Fiche
        champs={[
          ["Compétences de la sélection", nombre(b.lignes)],
          ["Avis à écrire", nombre(b.ecrites)],
          ["Deviendraient effectives", nombre(b.deviennent_effectives)],
          ["Cesseraient de l’être", nombre(b.cessent_effectives)],
          ["Disparaîtraient, faute d’autre auteur", b.disparaissent > 0 ? nombre(b.disparaissent) : ""],
        ]}
      />
    </div>
  );
}
