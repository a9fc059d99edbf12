import { useState } from "react";
import { listerIntervenants } from "../../api/genere/sdk.gen";
import { ChampListe } from "../../dossier/ChampListe";
import { Explication } from "./Explication";

type Props = Readonly<{ place: string; version: number }>;

async function proposerPersonnes(q: string, signal: AbortSignal) {
  const lus = await listerIntervenants({ query: { taille: 20, tri: "nom,prenom", ...(q ? { q } : {}) }, signal });
  return lus.items.map((i) => ({ id: i.id, libelle: [`${i.nom} ${i.prenom}`, i.etablissement_nom].filter(Boolean).join(" – ") }));
}

/** « Et pourquoi pas elle ? », about anybody of the académie. */
export function PourquoiPas({ place, version }: Props) {
  const [qui, setQui] = useState({ id: "", libelle: "" });
  return (
    <section aria-label="Pourquoi pas quelqu’un d’autre">
      <ChampListe
        nom="Et pourquoi pas… ?"
        cle="intervenants"
        libelle={qui.libelle}
        id={qui.id}
        chercher={proposerPersonnes}
        onChange={(id, libelle) => setQui({ id, libelle })}
        vide="Tapez le début d’un nom"
      />
      {qui.id ? <Explication place={place} version={version} intervenant={qui.id} /> : null}
    </section>
  );
}
