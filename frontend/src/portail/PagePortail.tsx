import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { authentifierDemonstration, ouvrirSessionWeb } from "../api/genere/sdk.gen";
import type { ServicesOfferts } from "../api/genere";
import { probleme } from "../api/erreur";
import { requetes, requeteSante } from "../api/requetes";
import { Marque } from "../ui/marque/Marque";
import styles from "./PagePortail.module.css";

const route = getRouteApi("/portail");

/** The portal of the demonstration: who are you, then which of your services. */
export function PagePortail() {
  const [offerts, setOfferts] = useState<ServicesOfferts>();
  useEffect(() => {
    document.title = "Connexion – IMAG’IN";
  }, []);
  return (
    <div className={styles["page"]}>
      <header className={styles["entete"]}>
        <Marque />
      </header>
      <main className={styles["carte"]}>
        {offerts ? <ChoixDuService offerts={offerts} revenir={() => setOfferts(undefined)} /> : <Formulaire suite={setOfferts} />}
      </main>
    </div>
  );
}

function Formulaire({ suite }: Readonly<{ suite: (s: ServicesOfferts) => void }>) {
  const sante = useQuery(requeteSante);
  const [identifiant, setIdentifiant] = useState("");
  const [motDePasse, setMotDePasse] = useState("");
  const entrer = useMutation({
    mutationFn: () => authentifierDemonstration({ body: { identifiant, mot_de_passe: motDePasse } }),
    onSuccess: suite,
  });
  return (
    <>
      <h1 className={styles["titre"]}>Formulaire d’authentification</h1>
      <p>
        Vous tentez d’accéder à une ressource protégée. Si vous ne pouvez pas vous identifier, vérifiez votre identifiant et
        votre mot de passe.
      </p>
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
        <label className="fr-label" htmlFor="identifiant">
          Identifiant
        </label>
        <input id="identifiant" className="fr-input" autoComplete="username" required value={identifiant} onChange={(e) => setIdentifiant(e.target.value)} />
        <label className="fr-label" htmlFor="mot-de-passe">
          Mot de passe
        </label>
        <input
          id="mot-de-passe"
          className="fr-input"
          type="password"
          autoComplete="current-password"
          required
          value={motDePasse}
          onChange={(e) => setMotDePasse(e.target.value)}
        />
        <button type="submit" className="fr-btn" disabled={entrer.isPending}>
          {entrer.isPending ? "Vérification…" : "Valider"}
        </button>
      </form>
      {sante.data?.demonstration ? (
        <Identites
          choisir={(i) => {
            setIdentifiant(i);
            setMotDePasse("demonstration");
          }}
        />
      ) : null}
    </>
  );
}

const IDENTITES: readonly (readonly [string, string])[] = [
  ["claire.leclere", "Enseignante"],
  ["gaelle.morvan", "Gestionnaire"],
  ["admin.demo", "Administrateur et gestionnaire"],
  ["yves.kermarrec", "Chef d’établissement et de centre"],
  ["anne.lebihan", "Inspectrice"],
  ["paul.finances", "Gestionnaire financier"],
  ["nadia.national", "National"],
];

function Identites({ choisir }: Readonly<{ choisir: (identifiant: string) => void }>) {
  return (
    <section className={styles["identites"]} aria-labelledby="identites">
      <h2 id="identites">Identités de démonstration</h2>
      <p>Mot de passe commun : demonstration.</p>
      <ul>
        {IDENTITES.map(([id, role]) => (
          <li key={id}>
            <button type="button" onClick={() => choisir(id)}>
              <strong>{id}</strong> <span>{role}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChoixDuService({ offerts, revenir }: Readonly<{ offerts: ServicesOfferts; revenir: () => void }>) {
  const { retour } = route.useSearch();
  const ouvrir = useMutation({
    mutationFn: (service: string) => ouvrirSessionWeb({ body: { ticket: offerts.ticket, service } }),
    onSuccess: () => {
      requetes.clear();
      // Only an address of ours: a crafted link must not send the person elsewhere.
      window.location.assign(retour?.startsWith("/activites/") ? retour : "/");
    },
  });
  return (
    <>
      <h1 className={styles["titre"]}>Bienvenue {offerts.personne}</h1>
      <p>Application IMAG’IN. Choisissez votre service.</p>
      {ouvrir.isError ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(ouvrir.error).detail}</p>
        </div>
      ) : null}
      <ul className={styles["services"]}>
        {offerts.services.map((s) => (
          <li key={s.id}>
            <button type="button" disabled={ouvrir.isPending} onClick={() => ouvrir.mutate(s.id)}>
              <strong>{s.libelle}</strong>
              <span>Académie de {s.academie_libelle}</span>
              {s.etablissement ? <span>{s.etablissement}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={revenir}>
        Changer d’identité
      </button>
    </>
  );
}
