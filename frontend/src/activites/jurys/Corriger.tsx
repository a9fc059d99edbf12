import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactNode } from "react";
import { probleme } from "../../api/erreur";
import type { Commission, Jury, ModificationCommission, ModificationJury } from "../../api/genere";
import { modifierCommission, modifierJury } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, Champs } from "../../ui/Champ";
import styles from "./Jurys.module.css";
import { nomTenu } from "./textes";

const texte = (n: number | undefined) => (n === undefined ? "" : String(n));
const ou = (s: string) => (s === "" ? null : s);

type PropsCadre = Readonly<{
  saisis: readonly string[];
  erreur: unknown;
  change: boolean;
  enCours: boolean;
  onEnvoi: () => void;
  onRendre: () => void;
  children: ReactNode;
}>;

function Cadre(p: PropsCadre) {
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    p.onEnvoi();
  };
  return (
    <form onSubmit={soumettre}>
      <Refus erreur={p.erreur} />
      <Champs>{p.children}</Champs>
      <p className={styles["tenu"]}>
        {p.saisis.length > 0
          ? `Corrigé à la main, OCEAN ne le change plus : ${p.saisis.map(nomTenu).join(", ")}.`
          : "Ce que vous corrigez ici ne sera plus changé par OCEAN. Les missions suivent à la prochaine génération."}
      </p>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={!p.change || p.enCours}>
          {p.enCours ? "Un instant…" : "Enregistrer"}
        </button>
        {p.saisis.length > 0 ? (
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            disabled={p.enCours}
            onClick={p.onRendre}
          >
            Rendre la main à OCEAN
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** Where and when a jury deliberates, when OCEAN is wrong. */
export function CorrigerJury({ jury: j }: Readonly<{ jury: Jury }>) {
  const client = useQueryClient();
  const [s, setS] = useState({
    centre: j.centre ?? "",
    le: j.deliberation_le ?? "",
    a: j.deliberation_a ?? "",
  });
  const ecriture = useMutation({
    mutationFn: (body: ModificationJury) =>
      modifierJury({ path: { id: j.id }, headers: { "If-Match": `"${j.version}"` }, body }),
    onSuccess: (n) => {
      ecrire(`${n.libelle} : modifications enregistrées.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("jurys") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const corps: ModificationJury = {
    ...(s.centre === (j.centre ?? "") ? {} : { centre: ou(s.centre) }),
    ...(s.le === (j.deliberation_le ?? "") ? {} : { deliberation_le: ou(s.le) }),
    ...(s.a === (j.deliberation_a ?? "") ? {} : { deliberation_a: ou(s.a) }),
  };
  return (
    <Cadre
      saisis={j.saisis ?? []}
      erreur={ecriture.error}
      change={Object.keys(corps).length > 0}
      enCours={ecriture.isPending}
      onEnvoi={() => ecriture.mutate(corps)}
      onRendre={() => ecriture.mutate({ rendre: [...(j.saisis ?? [])] })}
    >
      <Champ
        nom="Centre de délibération"
        valeur={s.centre}
        onChange={(centre) => setS({ ...s, centre })}
        code
        max={20}
        indice="Code d’un centre de la session"
        faute={fauteDe(ecriture.error, "centre")}
      />
      <Champ nom="Date" type="date" valeur={s.le} onChange={(le) => setS({ ...s, le })} />
      <Champ nom="Heure du centre" type="time" valeur={s.a} onChange={(a) => setS({ ...s, a })} />
    </Cadre>
  );
}

/** Where and when a commission works, and for how many, when OCEAN is wrong. */
export function CorrigerCommission({ commission: c }: Readonly<{ commission: Commission }>) {
  const client = useQueryClient();
  const avant = {
    centre: c.centre ?? "",
    le: c.le ?? "",
    a: c.a ?? "",
    jours: texte(c.nb_jours),
    candidats: texte(c.candidats),
    demandes: texte(c.demandes),
  };
  const [s, setS] = useState(avant);
  const ecriture = useMutation({
    mutationFn: (body: ModificationCommission) =>
      modifierCommission({ path: { id: c.id }, headers: { "If-Match": `"${c.version}"` }, body }),
    onSuccess: (n) => {
      ecrire(`Commission ${n.code} du jury ${n.jury_code} : modifications enregistrées.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("commissions") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const corps: ModificationCommission = {
    ...(s.centre === avant.centre ? {} : { centre: ou(s.centre) }),
    ...(s.le === avant.le ? {} : { le: ou(s.le) }),
    ...(s.a === avant.a ? {} : { a: ou(s.a) }),
    ...(s.jours === avant.jours || s.jours === "" ? {} : { nb_jours: Number(s.jours) }),
    ...(s.candidats === avant.candidats || s.candidats === ""
      ? {}
      : { candidats: Number(s.candidats) }),
    ...(s.demandes === avant.demandes
      ? {}
      : { demandes: s.demandes === "" ? null : Number(s.demandes) }),
  };
  return (
    <Cadre
      saisis={c.saisis ?? []}
      erreur={ecriture.error}
      change={Object.keys(corps).length > 0}
      enCours={ecriture.isPending}
      onEnvoi={() => ecriture.mutate(corps)}
      onRendre={() => ecriture.mutate({ rendre: [...(c.saisis ?? [])] })}
    >
      <Champ
        nom="Centre"
        valeur={s.centre}
        onChange={(centre) => setS({ ...s, centre })}
        code
        max={20}
        indice="Code d’un centre de la session"
        faute={fauteDe(ecriture.error, "centre")}
      />
      <Champ nom="Premier jour" type="date" valeur={s.le} onChange={(le) => setS({ ...s, le })} />
      <Champ nom="Heure du centre" type="time" valeur={s.a} onChange={(a) => setS({ ...s, a })} />
      <Champ
        nom="Jours"
        type="number"
        valeur={s.jours}
        onChange={(jours) => setS({ ...s, jours })}
      />
      <Champ
        nom="Candidats"
        type="number"
        valeur={s.candidats}
        onChange={(candidats) => setS({ ...s, candidats })}
      />
      <Champ
        nom="Intervenants demandés"
        type="number"
        valeur={s.demandes}
        onChange={(demandes) => setS({ ...s, demandes })}
      />
    </Cadre>
  );
}
