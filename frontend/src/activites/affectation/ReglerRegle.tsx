import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import type { ForceRegle, RegleAffectation } from "../../api/genere";
import { reglerRegleAffectation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { FORCES } from "./textes";

type Props = Readonly<{ regle: RegleAffectation; examen: string; onFermer: () => void }>;

const enCentimes = (euros: string) => Math.round(Number(euros.replace(",", ".")) * 100);

export function ReglerRegle({ regle: r, examen, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [force, setForce] = useState<ForceRegle>(r.force);
  const [prix, setPrix] = useState(String(r.poids / 100).replace(".", ","));
  const [valeur, setValeur] = useState(String(r.valeur));
  const reglage = useMutation({
    mutationFn: (commeAvant: boolean) =>
      reglerRegleAffectation({
        body: {
          code: r.code,
          force,
          poids: enCentimes(prix),
          valeur: Math.round(Number(valeur)),
          ...(examen ? { examen } : {}),
          ...(r.version === undefined ? {} : { version: r.version }),
          ...(commeAvant ? { comme_avant: true } : {}),
        },
      }),
    onSuccess: (n) => {
      ecrire(`« ${n.libelle} » : ${FORCES[n.force].toLowerCase()}. Les plans déjà calculés ne changent pas.`, "succes");
      void client.invalidateQueries({ queryKey: ["regles-affectation"] });
      onFermer();
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    reglage.mutate(false);
  };
  return (
    <Dialogue
      titre={`${r.libelle}${examen ? ` (${examen})` : ""}`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          {r.version === undefined ? null : (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => reglage.mutate(true)}>
              Revenir au réglage du dessus
            </button>
          )}
          <Envoi formulaire={formulaire} nom="Régler" enCours={reglage.isPending} onAnnuler={onFermer} />
        </>
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={reglage.error} />
        <p>{r.phrase}</p>
        <Champs>
          <ChampChoix nom="Force" valeur={force} onChange={(v) => setForce(v as ForceRegle)} choix={r.forces.map((f) => ({ valeur: f, libelle: FORCES[f] }))} />
          {r.par_poids && force === "souple" ? (
            <Champ nom={`Prix, en euros, par ${r.par_poids}`} valeur={prix} onChange={setPrix} faute={fauteDe(reglage.error, "poids")} />
          ) : null}
          {r.unite && force !== "sans" ? <Champ nom={`Seuil, en ${r.unite}`} type="number" valeur={valeur} onChange={setValeur} faute={fauteDe(reglage.error, "valeur")} /> : null}
        </Champs>
      </form>
    </Dialogue>
  );
}
