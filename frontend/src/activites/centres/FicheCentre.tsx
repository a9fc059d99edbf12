import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Centre, CentreComplet, ModificationCentre } from "../../api/genere";
import { lireCentre, modifierCentre, supprimerCentre } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { GENRES_CENTRE } from "../../domaine/etats";
import { EtatErreur } from "../../grille/Etats";
import { Champ, Champs } from "../../ui/Champ";
import { Fiche } from "../../ui/Page";
import { usages } from "./colonnes";
import { relire } from "./relire";

/** What a centre is; the gestionnaire changes it here. */
export function FicheCentre({ centre: c, modifiable }: Readonly<{ centre: Centre; modifiable: boolean }>) {
  const lu = useQuery({ queryKey: ["centre", c.id, c.version], queryFn: ({ signal }) => lireCentre({ path: { id: c.id }, signal }), enabled: modifiable });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  return (
    <>
      <Fiche
        champs={[
          ["Sorte", c.virtuel ? "Centre virtuel : sans lieu, sans déplacement" : "Établissement"],
          ["Adresse", [c.adresse, c.code_postal, c.commune].filter(Boolean).join(", ")],
          ["Usages", modifiable ? undefined : usages(c)],
          ["Chef de centre", modifiable ? undefined : c.chef_nom],
          ["Retiré d’OCEAN le", c.retire_le],
        ]}
      />
      {modifiable && lu.data ? <Formulaire complet={lu.data} /> : null}
    </>
  );
}

const depart = (c: Centre) => ({
  libelle: c.libelle,
  chef_nom: c.chef_nom ?? "",
  chef_mel: c.chef_mel ?? "",
  chef_telephone: c.chef_telephone ?? "",
  zone: c.zone ?? "",
  fuseau: c.fuseau,
  capacite: c.capacite === undefined ? "" : String(c.capacite),
  adresse: c.adresse ?? "",
  code_postal: c.code_postal ?? "",
  commune: c.commune ?? "",
});

type Saisie = ReturnType<typeof depart>;

/** Only what was typed over is sent; an emptied field is cleared. */
function changements(avant: Saisie, s: Saisie): ModificationCentre {
  const change = (cle: keyof Saisie) => s[cle] !== avant[cle];
  const textes = (["chef_nom", "chef_mel", "chef_telephone", "zone", "adresse", "code_postal", "commune"] as const).filter(change).map((cle) => [cle, s[cle].trim() || null]);
  return {
    ...Object.fromEntries(textes),
    ...(change("libelle") ? { libelle: s.libelle } : {}),
    ...(change("fuseau") ? { fuseau: s.fuseau } : {}),
    ...(change("capacite") ? { capacite: s.capacite === "" ? null : Number(s.capacite) } : {}),
  };
}

function Formulaire({ complet: { centre: c, usages: lus } }: Readonly<{ complet: CentreComplet }>) {
  const client = useQueryClient();
  const avant = depart(c);
  const [s, setS] = useState(avant);
  const generaux = GENRES_CENTRE.filter((g) => lus.some((u) => u.genre === g.valeur && !u.examen)).map((g) => g.valeur);
  const [genres, setGenres] = useState<readonly string[]>(generaux);
  const body = changements(avant, s);
  const autres = genres.toSorted().join() !== generaux.toSorted().join();
  const ecriture = useMutation({
    mutationFn: () =>
      modifierCentre({
        path: { id: c.id },
        headers: { "If-Match": `"${c.version}"` },
        body: {
          ...body,
          // Uses that are said for one examen stay as they are: OCEAN brings them.
          ...(autres ? { usages: [...lus.filter((u) => u.examen || genres.includes(u.genre)), ...genres.filter((g) => !generaux.includes(g)).map((g) => ({ genre: g as "ecrit" }))] } : {}),
        },
      }),
    onSuccess: (n) => {
      ecrire(`${n.centre.libelle} : modifications enregistrées.`, "succes");
      relire(client);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const suppression = useMutation({
    mutationFn: () => supprimerCentre({ path: { id: c.id }, headers: { "If-Match": `"${c.version}"` } }),
    onSuccess: () => {
      ecrire(`${c.libelle} : retiré de la session.`, "succes");
      relire(client);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const champ = (nom: string, cle: keyof Saisie, max: number, reste: Readonly<{ type?: "email" | "tel" | "number"; indice?: string; requis?: boolean }> = {}) => (
    <Champ nom={nom} valeur={s[cle]} onChange={(v) => setS((x) => ({ ...x, [cle]: v }))} max={max} faute={fauteDe(ecriture.error, cle)} {...reste} />
  );
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    ecriture.mutate();
  };
  return (
    <form onSubmit={soumettre}>
      <Refus erreur={ecriture.error ?? suppression.error} />
      <fieldset style={{ border: 0, padding: 0, margin: "0.5rem 0", fontSize: "0.875rem" }}>
        <legend>Ce centre sert à</legend>
        {GENRES_CENTRE.map((g) => (
          <label key={g.valeur} style={{ marginInlineEnd: "1rem" }}>
            <input type="checkbox" checked={genres.includes(g.valeur)} onChange={(e) => setGenres(e.target.checked ? [...genres, g.valeur] : genres.filter((x) => x !== g.valeur))} /> {g.libelle}
          </label>
        ))}
      </fieldset>
      <Champs>
        {champ("Libellé", "libelle", 120, { requis: true })}
        {champ("Chef de centre", "chef_nom", 100)}
        {champ("Courriel du chef", "chef_mel", 200, { type: "email" })}
        {champ("Téléphone du chef", "chef_telephone", 30, { type: "tel" })}
        {champ("Capacité (candidats à la fois)", "capacite", 6, { type: "number" })}
        {champ("Zone ou bassin", "zone", 60)}
        {c.virtuel ? null : (
          <>
            {champ("Adresse", "adresse", 200)}
            {champ("Code postal", "code_postal", 10)}
            {champ("Commune", "commune", 80)}
          </>
        )}
        {champ("Fuseau horaire", "fuseau", 60, { indice: "Les missions gardent leur heure", requis: true })}
        <button type="submit" className="fr-btn fr-btn--sm" disabled={ecriture.isPending || (Object.keys(body).length === 0 && !autres)}>
          {ecriture.isPending ? "Un instant…" : "Enregistrer"}
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={suppression.isPending} onClick={() => suppression.mutate()}>
          Retirer de la session
        </button>
      </Champs>
    </form>
  );
}
