import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { authentifierLocal } from "../api/genere/sdk.gen";
import type { ServicesOfferts } from "../api/genere";
import { probleme } from "../api/erreur";
import { ChampConnexion } from "./ChampConnexion";
import styles from "./PagePortail.module.css";

/** For those whom no academic portal knows. */
export function FormulaireLocal({ suite }: Readonly<{ suite: (s: ServicesOfferts) => void }>) {
  const [identifiant, setIdentifiant] = useState("");
  const [motDePasse, setMotDePasse] = useState("");
  const [code, setCode] = useState("");
  const entrer = useMutation({
    mutationFn: () => authentifierLocal({ body: { identifiant, mot_de_passe: motDePasse, code: code.replaceAll(" ", "") } }),
    onSuccess: suite,
    onError: () => setCode(""),
  });
  return (
    <section className={styles["entree"]} aria-labelledby="externes">
      <h1 id="externes" className={styles["titre"]}>
        Intervenants extérieurs
      </h1>
      <p>Professionnels, universitaires, retraités : avec l’identifiant reçu de la division des examens.</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          entrer.mutate();
        }}
      >
        {entrer.isError ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(entrer.error).detail}</p>
          </div>
        ) : null}
        <ChampConnexion nom="Identifiant d’intervenant" valeur={identifiant} onChange={setIdentifiant} completion="username" />
        <ChampConnexion nom="Votre mot de passe" valeur={motDePasse} onChange={setMotDePasse} completion="current-password" secret />
        <ChampConnexion nom="Code à six chiffres de votre application" valeur={code} onChange={setCode} completion="one-time-code" chiffres />
        <button type="submit" className="fr-btn" disabled={entrer.isPending}>
          {entrer.isPending ? "Vérification…" : "Se connecter"}
        </button>
      </form>
    </section>
  );
}
