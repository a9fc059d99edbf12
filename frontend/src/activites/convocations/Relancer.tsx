import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { BilanRelances } from "../../api/genere";
import { relancerConvocations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { enDemande } from "../../dossier/demande";
import { Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import type { Selection } from "../../grille/selection";
import { Dialogue } from "../../ui/Dialogue";
import { Fiche } from "../../ui/Page";
import { pluriel } from "./mots";

type Props = Readonly<{ selection: Selection; nombre: number }>;

/** Counts first whom a reminder would reach, then, on a second word, sends it; nobody is reminded twice a day. */
export function Relancer({ selection, nombre }: Props) {
  const client = useQueryClient();
  const [ouvert, setOuvert] = useState(false);
  const [essai, setEssai] = useState<BilanRelances>();
  const action = useMutation({
    mutationFn: (simulation: boolean) => relancerConvocations({ body: { selection: enDemande(selection), simulation } }),
    onSuccess: (bilan, simulation) => {
      if (simulation) {
        setEssai(bilan);
        return;
      }
      ecrire(`${pluriel(bilan.relancees, "personne relancée")} par courriel.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("convocations") });
      setOuvert(false);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const ouvrir = () => {
    setEssai(undefined);
    setOuvert(true);
    action.mutate(true);
  };
  return (
    <>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={ouvrir}>
        Relancer…
      </button>
      {ouvert ? (
        <Dialogue
          titre={`Relancer ${pluriel(nombre, "convocation")}`}
          ouvert
          onFermer={() => setOuvert(false)}
          actions={
            <>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setOuvert(false)}>
                Ne rien faire
              </button>
              <button type="button" className="fr-btn fr-btn--sm" disabled={action.isPending || !essai || essai.relancees === 0} onClick={() => action.mutate(false)}>
                {action.isPending ? "Un instant…" : `Envoyer ${pluriel(essai?.relancees ?? 0, "relance")}`}
              </button>
            </>
          }
        >
          <Refus erreur={action.error} />
          {essai ? (
            <div role="status">
              <Fiche
                champs={[
                  ["En vigueur et sans réponse", essai.lignes.toLocaleString("fr-FR")],
                  ["À relancer par courriel", essai.relancees.toLocaleString("fr-FR")],
                  ["Déjà relancées aujourd’hui", essai.deja.toLocaleString("fr-FR")],
                  ["Sans adresse de courriel", essai.sans_mel.toLocaleString("fr-FR")],
                ]}
              />
            </div>
          ) : (
            <p aria-busy="true">Décompte…</p>
          )}
        </Dialogue>
      ) : null}
    </>
  );
}
