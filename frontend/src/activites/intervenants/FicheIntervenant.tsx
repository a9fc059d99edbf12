import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Intervenant } from "../../api/genere";
import { lireIntervenant, modifierIntervenant } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_INTERVENANT, ORIGINES } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { Fiche } from "../../ui/Page";
import styles from "./FicheIntervenant.module.css";

type Props = Readonly<{ intervenant: Intervenant; modifiable: boolean }>;

export function FicheIntervenant({ intervenant: i, modifiable }: Props) {
  return (
    <>
      <Fiche
        champs={[
          ["Nom patronymique", i.nom_patronymique],
          ["Établissement", i.etablissement ? `${i.etablissement} ${i.etablissement_nom ?? ""}` : undefined],
          ["Discipline", i.discipline ? `${i.discipline} ${i.discipline_libelle ?? ""}` : undefined],
          ["Fonction et grade", [i.fonction, i.grade].filter(Boolean).join(" – ")],
          ["Commune", i.commune],
          ["Connu par", ORIGINES.find((o) => o.valeur === i.origine)?.libelle],
          ...(modifiable
            ? []
            : ([
                ["Courriel", i.mel],
                ["Téléphone", i.telephone],
                ["État", ETATS_INTERVENANT.find((e) => e.valeur === i.etat)?.libelle],
              ] as const)),
        ]}
      />
      {modifiable ? <Coordonnees intervenant={i} /> : null}
    </>
  );
}

type Saisie = Readonly<{ mel: string; telephone: string; etat: Intervenant["etat"]; motif: string }>;

const saisieDe = (i: Intervenant): Saisie => ({ mel: i.mel ?? "", telephone: i.telephone ?? "", etat: i.etat, motif: "" });

/** What a gestionnaire may correct. Somebody else's change in between is shown, never overwritten. */
function Coordonnees({ intervenant }: Readonly<{ intervenant: Intervenant }>) {
  const client = useQueryClient();
  const [base, setBase] = useState(intervenant);
  const [saisie, setSaisie] = useState(() => saisieDe(intervenant));
  const [entreTemps, setEntreTemps] = useState<Intervenant>();
  const enregistrer = useMutation({
    mutationFn: (version: number) =>
      modifierIntervenant({
        path: { id: base.id },
        headers: { "If-Match": `"${version}"` },
        body: {
          mel: saisie.mel.trim() || null,
          telephone: saisie.telephone.trim() || null,
          etat: saisie.etat,
          ...(saisie.motif.trim() === "" ? {} : { motif: saisie.motif.trim() }),
        },
      }),
    onSuccess: async (nouveau) => {
      setBase(nouveau);
      setSaisie(saisieDe(nouveau));
      setEntreTemps(undefined);
      ecrire(`${nouveau.nom} ${nouveau.prenom} : modifications enregistrées.`, "succes");
      await client.invalidateQueries({ queryKey: cleListe("intervenants") });
    },
    onError: async (e) => {
      const p = probleme(e);
      ecrire(p.detail, "erreur");
      if (p.status === 412) {
        setEntreTemps(await lireIntervenant({ path: { id: base.id } }));
      }
    },
  });
  const champ = (cle: "mel" | "telephone" | "motif") => ({
    value: saisie[cle],
    onChange: (e: { target: { value: string } }) => setSaisie({ ...saisie, [cle]: e.target.value }),
  });
  const change = saisie.mel !== (base.mel ?? "") || saisie.telephone !== (base.telephone ?? "") || saisie.etat !== base.etat;
  const p = enregistrer.error ? probleme(enregistrer.error) : undefined;
  const faute = (nom: string) => p?.errors?.find((f) => f.pointer.endsWith(nom))?.message;
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    enregistrer.mutate(entreTemps?.version ?? base.version);
  };
  return (
    <form className={styles["formulaire"]} onSubmit={soumettre}>
      {entreTemps ? <Divergence actuel={entreTemps} /> : null}
      {p && !entreTemps ? (
        <p className="fr-error-text" role="alert">
          {p.detail}
        </p>
      ) : null}
      <label>
        Courriel
        <input className="fr-input" type="email" autoComplete="off" aria-invalid={faute("mel") !== undefined} {...champ("mel")} />
        {faute("mel") ? <span className="fr-error-text">{faute("mel")}</span> : null}
      </label>
      <label>
        Téléphone
        <input className="fr-input" type="tel" autoComplete="off" aria-invalid={faute("telephone") !== undefined} {...champ("telephone")} />
        {faute("telephone") ? <span className="fr-error-text">{faute("telephone")}</span> : null}
      </label>
      <label>
        État
        <select className="fr-select" value={saisie.etat} onChange={(e) => setSaisie({ ...saisie, etat: e.target.value as Intervenant["etat"] })}>
          {ETATS_INTERVENANT.map((c) => (
            <option key={c.valeur} value={c.valeur}>
              {c.libelle}
            </option>
          ))}
        </select>
      </label>
      <label>
        Motif (pour le journal)
        <input className="fr-input" maxLength={500} {...champ("motif")} />
      </label>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={!change || enregistrer.isPending}>
          {enregistrer.isPending ? "Enregistrement…" : entreTemps ? "Enregistrer ma saisie malgré tout" : "Enregistrer"}
        </button>
        <button
          type="button"
          className="fr-btn fr-btn--sm fr-btn--tertiary"
          disabled={!change}
          onClick={() => {
            const repris = entreTemps ?? base;
            setBase(repris);
            setSaisie(saisieDe(repris));
            setEntreTemps(undefined);
            enregistrer.reset();
          }}
        >
          {entreTemps ? "Reprendre la version enregistrée" : "Annuler"}
        </button>
      </div>
    </form>
  );
}

function Divergence({ actuel }: Readonly<{ actuel: Intervenant }>) {
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="alert">
      <p>
        Cette fiche a été modifiée par quelqu’un d’autre pendant votre saisie. Elle porte à présent : courriel {actuel.mel ?? "(vide)"}, téléphone{" "}
        {actuel.telephone ?? "(vide)"}, état {ETATS_INTERVENANT.find((e) => e.valeur === actuel.etat)?.libelle}. Votre saisie est gardée ci-dessous.
      </p>
    </div>
  );
}
