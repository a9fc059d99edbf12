import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { GenreSituation } from "../../api/genere";
import { saisirSituation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { GENRES_SITUATION } from "../../dossier/disponible";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { ChampCase } from "../../ui/ChampLong";
import { ChoixPersonnes, type Personne } from "./ChoixPersonnes";
import styles from "./Indisponibilites.module.css";

const JOURS = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"];

/** What a person says of a situation replaces what the files let us deduce, for that kind. */
export function NouvelleSituation() {
  const client = useQueryClient();
  const [personnes, setPersonnes] = useState<readonly Personne[]>([]);
  const [genre, setGenre] = useState<string>("temps_partiel");
  const [leve, setLeve] = useState(false);
  const [debut, setDebut] = useState("");
  const [fin, setFin] = useState("");
  const [quotite, setQuotite] = useState("80");
  const [jours, setJours] = useState<readonly number[]>([]);
  const [commentaire, setCommentaire] = useState("");
  const partiel = genre === "temps_partiel" && !leve;
  const saisie = useMutation({
    mutationFn: (p: Personne) =>
      saisirSituation({
        body: {
          intervenant: p.id,
          genre: genre as GenreSituation,
          leve,
          ...(debut ? { debut } : {}),
          ...(fin ? { fin } : {}),
          ...(partiel ? { quotite: Number(quotite), jours: [...jours] } : {}),
          ...(commentaire.trim() ? { commentaire } : {}),
        },
      }),
    onSuccess: (s) => {
      ecrire(`${s.intervenant_nom} : situation enregistrée.`, "succes");
      setPersonnes([]);
      setCommentaire("");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("situations") }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (personnes[0]) {
      saisie.mutate(personnes[0]);
    }
  };
  return (
    <form className={styles["formulaire"]} aria-label="Nouvelle situation" onSubmit={soumettre}>
      <Refus erreur={saisie.error} />
      <ChoixPersonnes choisies={personnes} onChange={setPersonnes} seule />
      <Champs>
        <ChampChoix nom="Situation" valeur={genre} onChange={setGenre} choix={GENRES_SITUATION} />
        <Champ
          nom="Du"
          type="date"
          valeur={debut}
          onChange={setDebut}
          indice="Vide : depuis toujours"
          faute={fauteDe(saisie.error, "debut")}
        />
        <Champ
          nom="Au (inclus)"
          type="date"
          valeur={fin}
          onChange={setFin}
          indice="Vide : jusqu’à nouvel ordre"
          faute={fauteDe(saisie.error, "fin")}
        />
        {partiel ? (
          <Champ
            nom="Quotité (%)"
            type="number"
            valeur={quotite}
            onChange={setQuotite}
            faute={fauteDe(saisie.error, "quotite")}
          />
        ) : null}
        <Champ
          nom="Commentaire"
          valeur={commentaire}
          onChange={setCommentaire}
          max={500}
          indice="Facultatif"
        />
      </Champs>
      {partiel ? (
        <fieldset>
          <legend>Jours libérés</legend>
          <div className={styles["jours"]}>
            {JOURS.map((j, i) => (
              <ChampCase
                key={j}
                nom={j}
                coche={jours.includes(i + 1)}
                onChange={(v) => setJours(v ? [...jours, i + 1] : jours.filter((x) => x !== i + 1))}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
      <ChampCase
        nom="Ne s’applique pas à cette personne"
        coche={leve}
        onChange={setLeve}
        indice="Par exemple un stagiaire que l’inspecteur accepte : ce que disent les fichiers est alors écarté."
      />
      <div className={styles["actions"]}>
        <button
          type="submit"
          className="fr-btn fr-btn--sm"
          disabled={saisie.isPending || personnes.length === 0}
        >
          Enregistrer
        </button>
      </div>
    </form>
  );
}
