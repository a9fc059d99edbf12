import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Indisponibilite } from "../../api/genere";
import {
  joindreJustificatifIndisponibilite,
  saisirIndisponibilites,
} from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { JUSTIFICATIF, MOTIFS_INDISPONIBILITE } from "../../dossier/disponible";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { ChampFichier } from "../../ui/ChampLong";
import { ChoixPersonnes, type Personne } from "./ChoixPersonnes";
import styles from "./Indisponibilites.module.css";

const DEBUTS = [
  { valeur: "matin", libelle: "dès le matin" },
  { valeur: "apres_midi", libelle: "à partir de 13 h" },
] as const;
const FINS = [
  { valeur: "apres_midi", libelle: "toute la journée" },
  { valeur: "matin", libelle: "jusqu’à 13 h" },
] as const;

function moment(v: string): "matin" | "apres_midi" {
  return v === "matin" ? "matin" : "apres_midi";
}

/** One period for one or several people: a school trip takes several teachers away at once. */
export function Saisir() {
  const client = useQueryClient();
  const [personnes, setPersonnes] = useState<readonly Personne[]>([]);
  const [du, setDu] = useState("");
  const [au, setAu] = useState("");
  const [debut, setDebut] = useState("matin");
  const [fin, setFin] = useState("apres_midi");
  const [motif, setMotif] = useState("absence");
  const [commentaire, setCommentaire] = useState("");
  const [fichier, setFichier] = useState<File>();
  const [envois, setEnvois] = useState(0);
  const joindre = async (creees: readonly Indisponibilite[]) => {
    if (fichier) {
      await Promise.all(
        creees.map((n) =>
          joindreJustificatifIndisponibilite({
            path: { id: n.id },
            body: { justificatif: fichier },
          }),
        ),
      ).catch((e: unknown) =>
        ecrire(`Période saisie, mais sans son justificatif. ${probleme(e).detail}`, "erreur"),
      );
    }
  };
  const saisie = useMutation({
    mutationFn: async () => {
      const r = await saisirIndisponibilites({
        body: {
          intervenants: personnes.map((p) => p.id),
          premier_jour: du,
          premier_moment: moment(debut),
          dernier_jour: au || du,
          dernier_moment: moment(fin),
          motif: motif as Indisponibilite["motif"],
          ...(commentaire.trim() ? { commentaire } : {}),
        },
      });
      await joindre(r.creees);
      return r;
    },
    onSuccess: (r) => {
      const touchees = r.creees.filter((n) => (n.missions ?? 0) > 0);
      ecrire(
        `${accorder(r.creees.length, "indisponibilité")} saisie${r.creees.length > 1 ? "s" : ""}${r.deja > 0 ? `, ${r.deja} déjà connue${r.deja > 1 ? "s" : ""}` : ""}.`,
        "succes",
      );
      for (const n of touchees) {
        ecrire(
          `${n.intervenant_nom} a déjà ${accorder(n.missions ?? 0, "mission")} sur cette période : la division des examens devra la ou le remplacer.`,
          "erreur",
        );
      }
      setPersonnes([]);
      setCommentaire("");
      setFichier(undefined);
      setEnvois((n) => n + 1);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("indisponibilites") }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    saisie.mutate();
  };
  return (
    <form
      className={styles["formulaire"]}
      aria-label="Saisir une indisponibilité"
      onSubmit={soumettre}
    >
      <Refus erreur={saisie.error} />
      <ChoixPersonnes choisies={personnes} onChange={setPersonnes} />
      <Champs>
        <Champ
          nom="Du"
          type="date"
          valeur={du}
          onChange={setDu}
          requis
          faute={fauteDe(saisie.error, "premier_jour")}
        />
        <ChampChoix nom="Ce jour-là" valeur={debut} onChange={setDebut} choix={DEBUTS} />
        <Champ
          nom="Au (inclus)"
          type="date"
          valeur={au}
          onChange={setAu}
          indice="Vide : le même jour"
          faute={fauteDe(saisie.error, "dernier_jour")}
        />
        <ChampChoix nom="Le dernier jour" valeur={fin} onChange={setFin} choix={FINS} />
        <ChampChoix nom="Motif" valeur={motif} onChange={setMotif} choix={MOTIFS_INDISPONIBILITE} />
        <Champ
          nom="Commentaire"
          valeur={commentaire}
          onChange={setCommentaire}
          max={500}
          indice="Facultatif. Jamais de donnée de santé."
        />
        <ChampFichier
          key={envois}
          nom="Justificatif"
          accepte={JUSTIFICATIF}
          onChange={setFichier}
          indice="Facultatif : PDF, JPEG ou PNG, 5 Mo au plus"
        />
      </Champs>
      <div className={styles["actions"]}>
        <button
          type="submit"
          className="fr-btn fr-btn--sm"
          disabled={saisie.isPending || personnes.length === 0}
        >
          {saisie.isPending ? "Un instant…" : "Enregistrer"}
        </button>
      </div>
    </form>
  );
}
