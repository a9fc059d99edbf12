import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { LectureSituation, ReglesDisponibilite } from "../../api/genere";
import { ecrireReglesDisponibilite, lireReglesDisponibilite } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { EtatErreur } from "../../grille/Etats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { ChampLong } from "../../ui/ChampLong";
import styles from "./Indisponibilites.module.css";

const TEMPS_PARTIELS = [
  { valeur: "aucune", libelle: "Même charge qu’un temps plein" },
  { valeur: "jour_libere", libelle: "Le jour libéré est respecté" },
  { valeur: "prorata", libelle: "Charge au prorata de la quotité" },
] as const;

/** One reading a line: « position clm% conge_long ». */
export function enTexte(lectures: readonly LectureSituation[]): string {
  return lectures.map((l) => `${l.genre} = ${l.champ} ${l.modele}`).join("\n");
}

export function enLectures(texte: string): readonly LectureSituation[] | string {
  const lues: LectureSituation[] = [];
  for (const [i, ligne] of texte.split("\n").entries()) {
    const lu = /^(conge_long|stagiaire|contractuel) = (position|grade|corps|fonction) (.+)$/.exec(
      ligne.trim(),
    );
    if (lu?.[1] && lu[2] && lu[3]) {
      lues.push({
        genre: lu[1] as LectureSituation["genre"],
        champ: lu[2] as LectureSituation["champ"],
        modele: lu[3].trim(),
      });
    } else if (ligne.trim() !== "") {
      return `Ligne ${i + 1} : écrivez par exemple « stagiaire = grade %stag% ».`;
    }
  }
  return lues;
}

/** The académie's own rules, in force for the next answer. */
export function Regles() {
  const lues = useQuery({
    queryKey: ["regles-disponibilite"],
    queryFn: ({ signal }) => lireReglesDisponibilite({ signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  return lues.data ? (
    <Formulaire key={lues.data.version} regles={lues.data} />
  ) : (
    <p aria-busy="true">Chargement…</p>
  );
}

type Saisie = Readonly<
  Record<
    | "temps_partiel"
    | "prorata"
    | "types"
    | "limite"
    | "avis"
    | "service"
    | "etablissement"
    | "lectures",
    string
  >
>;

function Formulaire({ regles: r }: Readonly<{ regles: ReglesDisponibilite }>) {
  const client = useQueryClient();
  const [s, setS] = useState<Saisie>({
    temps_partiel: r.temps_partiel,
    prorata: String(r.prorata_jours),
    types: r.stagiaire_types.join(", "),
    limite: r.dispense_limite ?? "",
    avis: String(r.dispense_avis_jours),
    service: r.mel_service ?? "",
    etablissement: r.mel_etablissement ?? "",
    lectures: enTexte(r.lectures),
  });
  const changer = (partie: Partial<Saisie>) => setS((avant) => ({ ...avant, ...partie }));
  const lectures = enLectures(s.lectures);
  const ecriture = useMutation({
    mutationFn: () =>
      ecrireReglesDisponibilite({
        body: {
          temps_partiel: s.temps_partiel as ReglesDisponibilite["temps_partiel"],
          prorata_jours: Number(s.prorata),
          stagiaire_types: s.types
            .split(",")
            .map((t) => t.trim())
            .filter(Boolean),
          dispense_avis_jours: Number(s.avis),
          lectures: typeof lectures === "string" ? [] : [...lectures],
          version: r.version,
          ...(s.limite ? { dispense_limite: s.limite } : {}),
          ...(s.service ? { mel_service: s.service } : {}),
          ...(s.etablissement ? { mel_etablissement: s.etablissement } : {}),
        },
      }),
    onSuccess: () => ecrire("Règles enregistrées : elles valent aussitôt.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: ["regles-disponibilite"] }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (typeof lectures !== "string") {
      ecriture.mutate();
    }
  };
  return (
    <div className={styles["page"]}>
      <form
        className={`${styles["formulaire"]} ${styles["regles"]}`}
        aria-label="Règles de disponibilité"
        onSubmit={soumettre}
      >
        <Refus erreur={ecriture.error} />
        <Champs>
          <ChampChoix
            nom="Temps partiel"
            valeur={s.temps_partiel}
            onChange={(temps_partiel) => changer({ temps_partiel })}
            choix={TEMPS_PARTIELS}
          />
          {s.temps_partiel === "prorata" ? (
            <Champ
              nom="Jours sur place d’un temps plein, par session"
              type="number"
              valeur={s.prorata}
              onChange={(prorata) => changer({ prorata })}
              faute={fauteDe(ecriture.error, "prorata_jours")}
            />
          ) : null}
          <Champ
            nom="Missions permises aux stagiaires"
            valeur={s.types}
            onChange={(types) => changer({ types })}
            code
            indice="Codes des types de mission, séparés par des virgules"
          />
          <Champ
            nom="Date limite des demandes de dispense"
            type="date"
            valeur={s.limite}
            onChange={(limite) => changer({ limite })}
            indice="Vide : aucune. Après elle, seul l’imprévu se demande."
          />
          <Champ
            nom="Délai d’avis de l’établissement, en jours"
            type="number"
            valeur={s.avis}
            onChange={(avis) => changer({ avis })}
            faute={fauteDe(ecriture.error, "dispense_avis_jours")}
          />
          <Champ
            nom="Adresse de réponse du service"
            type="email"
            valeur={s.service}
            onChange={(service) => changer({ service })}
            faute={fauteDe(ecriture.error, "mel_service")}
          />
          <Champ
            nom="Adresse des établissements"
            valeur={s.etablissement}
            onChange={(etablissement) => changer({ etablissement })}
            code
            indice="Pour ceux qui n’en ont pas : ce.{uai}@ac-exemple.fr"
            faute={fauteDe(ecriture.error, "mel_etablissement")}
          />
        </Champs>
        <ChampLong
          nom="Comment lire les fichiers de personnels"
          valeur={s.lectures}
          onChange={(v) => changer({ lectures: v })}
          max={10_000}
          lignes={8}
          indice="Une ligne par lecture, en minuscules sans accents ; % remplace n’importe quels caractères : « conge_long = position clm% », « stagiaire = grade %stag% »."
          faute={typeof lectures === "string" ? lectures : undefined}
        />
        <div className={styles["actions"]}>
          <button
            type="submit"
            className="fr-btn fr-btn--sm"
            disabled={ecriture.isPending || typeof lectures === "string"}
          >
            Enregistrer les règles
          </button>
        </div>
      </form>
    </div>
  );
}
