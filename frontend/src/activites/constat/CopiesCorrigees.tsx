import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { importerCopiesCorrigees } from "../../api/genere/sdk.gen";
import { ChargerFichier } from "../../dossier/ChargerFichier";
import { sessionCourante, useSessions } from "../../dossier/sessions";
import { cleListe } from "../../grille/donnees";
import { nombre } from "../../grille/formats";
import { ChampChoix } from "../../ui/Champ";

/** What the marking platform says of each corrector becomes a constat. */
export function CopiesCorrigees() {
  const client = useQueryClient();
  const { data: sessions = [] } = useSessions();
  const [ouvert, setOuvert] = useState(false);
  const [choisie, setChoisie] = useState("");
  const session = choisie || (sessionCourante(sessions)?.id ?? "");
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setOuvert(true)}>
        Importer les copies corrigées…
      </button>
      {ouvert ? (
        <ChargerFichier
          titre="Correction dématérialisée : copies corrigées"
          modele="numero;examen;epreuve;copies;fait"
          pret={session !== ""}
          champs={<ChampChoix nom="Session" valeur={session} onChange={setChoisie} choix={sessions.map((s) => ({ valeur: s.id, libelle: s.libelle }))} indice="Le numéro est celui de l’intervenant ; l’épreuve n’est utile que s’il en corrige plusieurs ; fait : O ou N" />}
          envoyer={(fichier, simulation) => importerCopiesCorrigees({ body: { session, simulation: simulation ? "true" : "false", fichier } })}
          dire={(b) => `${nombre(b.constatees)} services constatés, ${nombre(b.copies)} copies, ${nombre(b.deja)} déjà connus`}
          onFait={() => {
            void client.invalidateQueries({ queryKey: cleListe("constats-missions") });
            void client.invalidateQueries({ queryKey: cleListe("etats-frais") });
          }}
          onFermer={() => setOuvert(false)}
        />
      ) : null}
    </>
  );
}
