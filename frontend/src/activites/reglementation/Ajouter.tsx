import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Session, SessionEpreuve } from "../../api/genere";
import { ajouterSessionEpreuve } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { MODES_EVALUATION, NATURES_EPREUVE } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";

const VIDE = { examen: "", examen_libelle: "", specialite: "", specialite_libelle: "", epreuve: "", option: "", libelle: "", nature: "ecrit", mode: "ponctuel", duree: "", remuneration: "" };

type Props = Readonly<{ session: Session; onCree: (e: SessionEpreuve) => void; onFermer: () => void }>;

/** An épreuve that no file brings: a local one, or a regulation that is late. */
export function Ajouter({ session, onCree, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [s, setS] = useState(VIDE);
  const poser = (p: Partial<typeof VIDE>) => setS((x) => ({ ...x, ...p }));
  const creation = useMutation({
    mutationFn: () =>
      ajouterSessionEpreuve({
        body: {
          session: session.id,
          examen: s.examen,
          ...(s.examen_libelle ? { examen_libelle: s.examen_libelle } : {}),
          specialite: s.specialite,
          ...(s.specialite_libelle ? { specialite_libelle: s.specialite_libelle } : {}),
          epreuve: s.epreuve,
          option: s.option,
          libelle: s.libelle,
          nature: s.nature as SessionEpreuve["nature"],
          mode_evaluation: s.mode as SessionEpreuve["mode_evaluation"],
          ...(s.duree ? { duree_min: Number(s.duree) } : {}),
          ...(s.remuneration ? { groupe_remuneration: s.remuneration } : {}),
        },
      }),
    onSuccess: (e) => {
      ecrire(`${e.libelle} : ajoutée à la session ${session.code}.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("session-epreuves") });
      onCree(e);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    creation.mutate();
  };
  const champ = (nom: string, cle: keyof typeof VIDE, max: number, reste: Readonly<{ requis?: boolean; code?: boolean; indice?: string; type?: "number" }> = {}) => (
    <Champ nom={nom} valeur={s[cle]} onChange={(v) => poser({ [cle]: v })} max={max} faute={fauteDe(creation.error, cle)} {...reste} />
  );
  return (
    <Dialogue titre={`Ajouter une épreuve, session ${session.code}`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Ajouter" enCours={creation.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={creation.error} />
        <Champs>
          {champ("Code de l’examen", "examen", 20, { requis: true, code: true })}
          {champ("Libellé de l’examen", "examen_libelle", 120, { indice: "S’il est nouveau" })}
          {champ("Code de la spécialité", "specialite", 20, { requis: true, code: true })}
          {champ("Libellé de la spécialité", "specialite_libelle", 160, { indice: "Si elle est nouvelle" })}
          {champ("Code de l’épreuve", "epreuve", 20, { requis: true, code: true })}
          {champ("Option", "option", 20, { code: true })}
          {champ("Libellé de l’épreuve", "libelle", 160, { requis: true })}
          <ChampChoix nom="Nature" valeur={s.nature} onChange={(v) => poser({ nature: v })} choix={NATURES_EPREUVE} />
          <ChampChoix nom="Évaluation" valeur={s.mode} onChange={(v) => poser({ mode: v })} choix={MODES_EVALUATION} indice="En CCF, pas de mission sauf choix contraire" />
          {champ("Durée (minutes)", "duree", 4, { type: "number" })}
          {champ("Groupe de rémunération", "remuneration", 20, { indice: "NR : pas de rémunération" })}
        </Champs>
      </form>
    </Dialogue>
  );
}
