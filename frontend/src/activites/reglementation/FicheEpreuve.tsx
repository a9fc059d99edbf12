import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { SessionEpreuve } from "../../api/genere";
import { modifierEpreuveOption } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { MODES_EVALUATION, NATURES_EPREUVE } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { instant, nombre } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Fiche } from "../../ui/Page";

export function FicheEpreuve({ epreuve: e, modifiable }: Readonly<{ epreuve: SessionEpreuve; modifiable: boolean }>) {
  return (
    <>
      <Fiche
        champs={[
          ["Examen", `${e.examen} – ${e.examen_libelle}`],
          ["Spécialité", `${e.specialite} – ${e.specialite_libelle}`],
          ["Épreuve, option", [e.epreuve, e.option].filter(Boolean).join(", ")],
          ["Donne lieu à missions", `${e.donne_lieu ? "Oui" : "Non"}${e.choisi_par ? `, choisi par ${e.choisi_par}${e.choisi_le ? ` le ${instant(e.choisi_le)}` : ""}` : ""}`],
          ["Inscrits, missions", `${nombre(e.inscrits)}, ${nombre(e.missions)}`],
          ["Caractère", [e.caractere === "facultatif" ? "Facultative" : "Obligatoire", e.anticipee ? "anticipée" : "", e.coefficient === undefined ? "" : `coefficient ${nombre(e.coefficient)}`].filter(Boolean).join(", ")],
        ]}
      />
      {modifiable ? <Formulaire epreuve={e} /> : null}
    </>
  );
}

const texte = (v: string) => (v.trim() === "" ? null : v.trim());
const entier = (v: string) => (v.trim() === "" ? null : Number(v));

/** What is corrected here wins over the next exchange. */
function Formulaire({ epreuve: e }: Readonly<{ epreuve: SessionEpreuve }>) {
  const client = useQueryClient();
  const avant = {
    libelle: e.libelle,
    nature: e.nature,
    mode: e.mode_evaluation,
    duree: e.duree_min === undefined ? "" : String(e.duree_min),
    preparation: e.preparation_min === undefined ? "" : String(e.preparation_min),
    remuneration: e.groupe_remuneration ?? "",
    discipline: e.discipline ?? "",
  };
  const [s, setS] = useState(avant);
  const poser = (p: Partial<typeof avant>) => setS((x) => ({ ...x, ...p }));
  const ecriture = useMutation({
    mutationFn: () =>
      modifierEpreuveOption({
        path: { id: e.epreuve_option },
        headers: { "If-Match": `"${e.version_epreuve}"` },
        body: {
          ...(s.libelle === avant.libelle ? {} : { libelle: s.libelle }),
          ...(s.nature === avant.nature ? {} : { nature: s.nature }),
          ...(s.mode === avant.mode ? {} : { mode_evaluation: s.mode }),
          ...(s.duree === avant.duree ? {} : { duree_min: entier(s.duree) }),
          ...(s.preparation === avant.preparation ? {} : { preparation_min: entier(s.preparation) }),
          ...(s.remuneration === avant.remuneration ? {} : { groupe_remuneration: texte(s.remuneration) }),
          ...(s.discipline === avant.discipline ? {} : { discipline: texte(s.discipline) }),
        },
      }),
    onSuccess: () => {
      ecrire(`${s.libelle} : modifications enregistrées.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("session-epreuves") });
      void client.invalidateQueries({ queryKey: cleListe("historiques") });
    },
    onError: (x) => ecrire(probleme(x).detail, "erreur"),
  });
  const soumettre = (x: FormEvent) => {
    x.preventDefault();
    ecriture.mutate();
  };
  const faute = (c: string) => fauteDe(ecriture.error, c);
  return (
    <form onSubmit={soumettre}>
      <Refus erreur={ecriture.error} />
      <Champs>
        <Champ nom="Libellé" valeur={s.libelle} onChange={(v) => poser({ libelle: v })} max={160} requis faute={faute("libelle")} />
        <ChampChoix nom="Nature" valeur={s.nature} onChange={(v) => poser({ nature: v as SessionEpreuve["nature"] })} choix={NATURES_EPREUVE} />
        <ChampChoix nom="Évaluation" valeur={s.mode} onChange={(v) => poser({ mode: v as SessionEpreuve["mode_evaluation"] })} choix={MODES_EVALUATION} />
        <Champ nom="Durée (minutes)" type="number" valeur={s.duree} onChange={(v) => poser({ duree: v })} faute={faute("duree_min")} />
        <Champ nom="Préparation (minutes)" type="number" valeur={s.preparation} onChange={(v) => poser({ preparation: v })} faute={faute("preparation_min")} />
        <Champ nom="Groupe de rémunération" valeur={s.remuneration} onChange={(v) => poser({ remuneration: v })} max={20} indice="NR : pas de rémunération" faute={faute("groupe_remuneration")} />
        <Champ nom="Discipline" valeur={s.discipline} onChange={(v) => poser({ discipline: v })} max={10} code indice="Groupe l’épreuve au calendrier" faute={faute("discipline")} />
        <button type="submit" className="fr-btn fr-btn--sm" disabled={ecriture.isPending || JSON.stringify(s) === JSON.stringify(avant)}>
          {ecriture.isPending ? "Un instant…" : "Enregistrer"}
        </button>
      </Champs>
    </form>
  );
}
