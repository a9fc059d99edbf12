import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { chargerDistances } from "../../api/genere/sdk.gen";
import { ChargerFichier } from "../../dossier/ChargerFichier";
import { cleListe } from "../../grille/donnees";
import { nombre } from "../../grille/formats";
import { Champ } from "../../ui/Champ";

/** A whole table of distances, with its source. */
export function ChargerDistances() {
  const client = useQueryClient();
  const [ouvert, setOuvert] = useState(false);
  const [source, setSource] = useState("");
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setOuvert(true)}>
        Charger une table…
      </button>
      {ouvert ? (
        <ChargerFichier
          titre="Charger une table de distances"
          modele="insee_a;insee_b;km"
          pret={source.trim() !== ""}
          champs={<Champ nom="Source de la table" valeur={source} onChange={setSource} max={200} requis indice="Dite avec chaque distance ; ce qui a été corrigé à la main est gardé" />}
          envoyer={(fichier, simulation) => chargerDistances({ body: { source: source.trim(), simulation: simulation ? "true" : "false", fichier } })}
          dire={(b) => `${nombre(b.ajoutees)} distances ajoutées, ${nombre(b.changees)} changées, ${nombre(b.identiques)} déjà connues`}
          onFait={() => void client.invalidateQueries({ queryKey: cleListe("distances") })}
          onFermer={() => setOuvert(false)}
        />
      ) : null}
    </>
  );
}
