import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { RegleGeneration, SaisieRegleGeneration } from "../../api/genere";
import {
  creerRegleGeneration,
  listerTypesMission,
  modifierRegleGeneration,
  supprimerRegleGeneration,
} from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ROLES } from "../../domaine/etats";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import styles from "./Ocean.module.css";

type Props = Readonly<{ session: string; regle?: RegleGeneration; onFini: () => void }>;

const SOURCES = [
  { valeur: "commission", libelle: "commission" },
  { valeur: "jury", libelle: "jury" },
  { valeur: "centre", libelle: "centre" },
] as const;
const NATURES = [
  { valeur: "", libelle: "Toutes" },
  { valeur: "ecrit", libelle: "Écrit" },
  { valeur: "oral", libelle: "Oral" },
  { valeur: "pratique", libelle: "Pratique" },
  { valeur: "eps", libelle: "EPS" },
  { valeur: "vae", libelle: "VAE" },
] as const;
const BASES = [
  { valeur: "forfait", libelle: "un forfait" },
  { valeur: "candidats", libelle: "les candidats ou copies" },
  { valeur: "demandes", libelle: "les intervenants demandés" },
] as const;

const texte = (n: number | undefined) => (n === undefined ? "" : String(n));
const entier = (s: string) => (s.trim() === "" ? undefined : Number(s));

/** One rule, in the order in which one would say it. */
export function Regle({ session, regle: r, onFini }: Props) {
  const client = useQueryClient();
  const types = useQuery({
    queryKey: [...cleListe("types-mission"), "choix"],
    queryFn: ({ signal }) => listerTypesMission({ query: { taille: 100 }, signal }),
  });
  const [s, setS] = useState({
    source: r?.source ?? "commission",
    genre: r?.genre ?? "CORRECTION",
    examen: r?.examen ?? "",
    nature: r?.nature ?? "",
    type: r?.type_mission ?? "CORRECTION",
    role: r?.role ?? "correcteur",
    base: r?.base ?? "demandes",
    nombre: texte(r?.nombre ?? 1),
    par: texte(r?.par ?? 1),
    minimum: texte(r?.minimum ?? 0),
    maximum: texte(r?.maximum),
    pct: texte(r?.reserve_pct ?? 0),
    reserve: texte(r?.reserve_min ?? 0),
    duree: texte(r?.duree_min),
    actif: r?.actif ?? true,
  });
  const poser = (x: Partial<typeof s>) => setS((avant) => ({ ...avant, ...x }));
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("regles-generation") });
  const corps = (): SaisieRegleGeneration => {
    const [maximum, duree_min] = [entier(s.maximum), entier(s.duree)];
    return {
      session,
      source: s.source,
      ...(s.source === "jury" ? {} : { genre: s.genre }),
      ...(s.examen ? { examen: s.examen.toUpperCase() } : {}),
      ...(s.nature ? { nature: s.nature as NonNullable<SaisieRegleGeneration["nature"]> } : {}),
      type_mission: s.type,
      role: s.role,
      base: s.base,
      nombre: Number(s.nombre),
      par: entier(s.par) ?? 1,
      minimum: entier(s.minimum) ?? 0,
      ...(maximum === undefined ? {} : { maximum }),
      reserve_pct: entier(s.pct) ?? 0,
      reserve_min: entier(s.reserve) ?? 0,
      ...(duree_min === undefined ? {} : { duree_min }),
      actif: s.actif,
    };
  };
  const ecriture = useMutation({
    mutationFn: () =>
      r
        ? modifierRegleGeneration({
            path: { id: r.id },
            headers: { "If-Match": `"${r.version}"` },
            body: corps(),
          })
        : creerRegleGeneration({ body: corps() }),
    onSuccess: () => {
      ecrire("Règle enregistrée : elle vaut à la prochaine génération.", "succes");
      relire();
      onFini();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const retrait = useMutation({
    mutationFn: (x: RegleGeneration) =>
      supprimerRegleGeneration({ path: { id: x.id }, headers: { "If-Match": `"${x.version}"` } }),
    onSuccess: () => {
      ecrire(
        "Règle retirée : les missions faites restent jusqu’à la prochaine génération.",
        "succes",
      );
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    ecriture.mutate();
  };
  const numero = (
    nom: string,
    c: "nombre" | "par" | "minimum" | "maximum" | "pct" | "reserve" | "duree",
    champ: string,
    indice?: string,
  ) => (
    <Champ
      nom={nom}
      type="number"
      valeur={s[c]}
      onChange={(v) => poser({ [c]: v })}
      faute={fauteDe(ecriture.error, champ)}
      indice={indice}
    />
  );
  return (
    <form onSubmit={soumettre} aria-label={r ? "Modifier la règle" : "Nouvelle règle"}>
      <Refus erreur={ecriture.error ?? retrait.error} />
      <Champs>
        <ChampChoix
          nom="Pour chaque"
          valeur={s.source}
          onChange={(v) => poser({ source: v as typeof s.source })}
          choix={SOURCES}
        />
        {s.source === "jury" ? null : (
          <Champ
            nom={s.source === "centre" ? "Usage du centre" : "Type de commission"}
            valeur={s.genre}
            onChange={(v) => poser({ genre: v })}
            code
            requis
            faute={fauteDe(ecriture.error, "genre")}
            indice={
              s.source === "centre"
                ? "ecrit, oral, pratique, correction ou deliberation"
                : "CORRECTION, INTERROGATION, SURVEILLANCE…"
            }
          />
        )}
        <Champ
          nom="Examen"
          valeur={s.examen}
          onChange={(v) => poser({ examen: v })}
          code
          max={20}
          indice="Vide : tous"
          faute={fauteDe(ecriture.error, "examen")}
        />
        <ChampChoix
          nom="Nature"
          valeur={s.nature}
          onChange={(v) => poser({ nature: v })}
          choix={NATURES}
        />
        <ChampChoix
          nom="Faire une mission de"
          valeur={s.type}
          onChange={(v) => poser({ type: v })}
          choix={(types.data?.items ?? []).map((t) => ({ valeur: t.code, libelle: t.libelle }))}
        />
        {numero("Avec", "nombre", "nombre", "personnes")}
        <ChampChoix
          nom="Rôle"
          valeur={s.role}
          onChange={(v) => poser({ role: v as typeof s.role })}
          choix={ROLES.filter((x) => x.valeur !== "reserviste")}
        />
        <ChampChoix
          nom="Selon"
          valeur={s.base}
          onChange={(v) => poser({ base: v as typeof s.base })}
          choix={BASES}
        />
        {s.base === "forfait"
          ? null
          : numero("Pour", "par", "par", s.base === "candidats" ? "candidats" : "demandés")}
        {numero("Au moins", "minimum", "minimum")}
        {numero("Au plus", "maximum", "maximum", "Vide : sans limite")}
        {numero("Réserve (%)", "pct", "reserve_pct")}
        {numero("Réserve, au moins", "reserve", "reserve_min")}
        {numero("Durée d’une journée (min)", "duree", "duree_min", "Si OCEAN n’en dit pas")}
        <label>
          <input
            type="checkbox"
            checked={s.actif}
            onChange={(e) => poser({ actif: e.target.checked })}
          />{" "}
          En service
        </label>
      </Champs>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={ecriture.isPending}>
          {ecriture.isPending ? "Un instant…" : "Enregistrer la règle"}
        </button>
        {r ? (
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            disabled={retrait.isPending}
            onClick={() => retrait.mutate(r)}
          >
            Retirer la règle
          </button>
        ) : (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFini}>
            Annuler
          </button>
        )}
      </div>
    </form>
  );
}
