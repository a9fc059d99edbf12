import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { activerCompte, lireActivation } from "../api/genere/sdk.gen";
import type { ServicesOfferts } from "../api/genere";
import { probleme } from "../api/erreur";
import { ChampConnexion } from "./ChampConnexion";
import styles from "./PagePortail.module.css";

/** The first sign-in of somebody from outside: a password of her own, and her telephone as second factor. */
export function Activation({ lien, suite }: Readonly<{ lien: string; suite: (s: ServicesOfferts) => void }>) {
  const lue = useQuery({ queryKey: ["activation", lien], queryFn: ({ signal }) => lireActivation({ body: { lien }, signal }), retry: false, staleTime: Infinity });
  const [motDePasse, setMotDePasse] = useState("");
  const [encore, setEncore] = useState("");
  const [code, setCode] = useState("");
  const activer = useMutation({
    mutationFn: () => activerCompte({ body: { lien, mot_de_passe: motDePasse, code: code.replaceAll(" ", "") } }),
    onSuccess: suite,
  });
  if (lue.isPending) {
    return <p aria-busy="true">Vérification du lien…</p>;
  }
  if (lue.isError) {
    return (
      <>
        <h1 className={styles["titre"]}>Activation impossible</h1>
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(lue.error).detail}</p>
        </div>
        <a className="fr-btn" href="/portail">
          Aller à la connexion
        </a>
      </>
    );
  }
  const differe = encore !== "" && encore !== motDePasse;
  return (
    <>
      <h1 className={styles["titre"]}>Bienvenue {lue.data.personne}</h1>
      <p>
        Votre identifiant est <strong>{lue.data.identifiant}</strong> : notez-le. Il reste à choisir un mot de passe et à relier votre téléphone.
      </p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!differe) {
            activer.mutate();
          }
        }}
      >
        {activer.isError || differe ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{differe ? "Les deux mots de passe ne sont pas les mêmes." : probleme(activer.error).detail}</p>
          </div>
        ) : null}
        <input type="text" name="username" autoComplete="username" value={lue.data.identifiant} readOnly hidden />
        <ChampConnexion
          nom="Mot de passe"
          indice="Douze caractères au moins. Quatre mots sans lien entre eux conviennent très bien."
          valeur={motDePasse}
          onChange={setMotDePasse}
          completion="new-password"
          secret
        />
        <ChampConnexion nom="Le même, une seconde fois" valeur={encore} onChange={setEncore} completion="new-password" secret />
        <p>Dans une application d’authentification (FreeOTP, Aegis, Google Authenticator…), ajoutez un compte et visez cette image :</p>
        <div className={styles["qr"]}>
          <img src={lue.data.qr} alt="Code à viser avec l’application d’authentification" />
          <p>
            Sans appareil photo, saisissez : <code>{lue.data.secret.replaceAll(/(.{4})/g, "$1 ").trim()}</code>
          </p>
        </div>
        <ChampConnexion nom="Code à six chiffres affiché par l’application" valeur={code} onChange={setCode} completion="one-time-code" chiffres />
        <button type="submit" className="fr-btn" disabled={activer.isPending}>
          {activer.isPending ? "Activation…" : "Activer mon compte"}
        </button>
      </form>
    </>
  );
}
