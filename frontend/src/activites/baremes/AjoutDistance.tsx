import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import { saisirDistance } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampCommune } from "../../dossier/ChampCommune";
import { cleListe } from "../../grille/donnees";
import { Champ, Champs } from "../../ui/Champ";
import styles from "./Baremes.module.css";
import { enMetres, kilometres } from "./metres";

const VIDE = { nom: "", code: "" };

/** Two communes; without kilometres, the distance is looked for. */
export function AjoutDistance() {
  const client = useQueryClient();
  const [a, setA] = useState(VIDE);
  const [b, setB] = useState(VIDE);
  const [km, setKm] = useState("");
  const [source, setSource] = useState("");
  const metres = enMetres(km);
  const faute = km !== "" && metres === undefined ? "Un nombre, par exemple 12,3" : undefined;
  const ajout = useMutation({
    mutationFn: () => saisirDistance({ body: { insee_a: a.code, insee_b: b.code, ...(metres === undefined ? {} : { metres }), ...(source ? { source } : {}) } }),
    onSuccess: (d) => {
      ecrire(`${d.nom_a} – ${d.nom_b} : ${kilometres(d.metres)}${d.methode === "ESTIMEE" ? ", estimée, à confirmer" : ""}.`, "succes");
      setB(VIDE);
      setKm("");
      void client.invalidateQueries({ queryKey: cleListe("distances") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (faute === undefined) {
      ajout.mutate();
    }
  };
  return (
    <form className={styles["correction"]} aria-label="Ajouter une distance" onSubmit={soumettre}>
      {ajout.error ? (
        <p className="fr-error-text" role="alert">
          {probleme(ajout.error).detail}
        </p>
      ) : null}
      <Champs>
        <ChampCommune nom="Commune" commune={a.nom} code={a.code} onChange={(nom, code) => setA({ nom, code })} />
        <ChampCommune nom="Autre commune" commune={b.nom} code={b.code} onChange={(nom, code) => setB({ nom, code })} />
        <Champ nom="Kilomètres, aller simple" valeur={km} onChange={setKm} indice="Vide : à chercher" faute={faute} />
        <Champ nom="Source" valeur={source} onChange={setSource} max={200} />
        <button type="submit" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={a.code === "" || b.code === "" || ajout.isPending}>
          {ajout.isPending ? "Recherche…" : "Ajouter"}
        </button>
      </Champs>
    </form>
  );
}
