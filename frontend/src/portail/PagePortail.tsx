import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { authentifierDemonstration, authentifierEntetes, lireOffre, lirePortail, ouvrirSessionWeb } from "../api/genere/sdk.gen";
import type { ServicesOfferts } from "../api/genere";
import { probleme } from "../api/erreur";
import { requetes, requeteSante } from "../api/requetes";
import { Marque } from "../ui/marque/Marque";
import { messageErreur } from "./erreurs";
import styles from "./PagePortail.module.css";

const route = getRouteApi("/portail");

const FormulaireLocal = lazy(() => import("./FormulaireLocal").then((m) => ({ default: m.FormulaireLocal })));
const Activation = lazy(() => import("./Activation").then((m) => ({ default: m.Activation })));

const ACTIVATION = "#activation=";

/** The way in: who are you, as this service lets people say it, then which of your services. */
export function PagePortail() {
  const [offerts, setOfferts] = useState<ServicesOfferts>();
  // The link stays out of what the server and the history keep.
  const [lien] = useState(() => (window.location.hash.startsWith(ACTIVATION) ? window.location.hash.slice(ACTIVATION.length) : ""));
  useEffect(() => {
    document.title = "Connexion – IMAG’IN";
    if (lien) {
      window.history.replaceState(null, "", window.location.pathname);
    }
  }, [lien]);
  return (
    <div className={styles["page"]}>
      <header className={styles["entete"]}>
        <Marque />
      </header>
      <main className={styles["carte"]}>
        <Suspense fallback={<p aria-busy="true">Chargement…</p>}>
          {offerts ? (
            <ChoixDuService offerts={offerts} revenir={() => setOfferts(undefined)} />
          ) : lien ? (
            <Activation lien={lien} suite={setOfferts} />
          ) : (
            <Entrees suite={setOfferts} />
          )}
        </Suspense>
      </main>
    </div>
  );
}

type Suite = Readonly<{ suite: (s: ServicesOfferts) => void }>;

/** What this service offers: the portal of the académie, local accounts, the demonstration. */
function Entrees({ suite }: Suite) {
  const { erreur, suite: revenu, retour } = route.useSearch();
  const [externe, setExterne] = useState(false);
  const portail = useQuery({ queryKey: ["portail"], queryFn: ({ signal }) => lirePortail({ signal }) });
  const deja = useMutation({ mutationFn: () => (revenu ? lireOffre() : authentifierEntetes()), onSuccess: suite });
  const { mutate } = deja;
  const aller = revenu !== undefined || portail.data?.entetes === true;
  useEffect(() => {
    if (aller) {
      mutate();
    }
  }, [aller, mutate]);
  if (portail.isPending || (aller && !deja.isError)) {
    return <p aria-busy="true">Un instant…</p>;
  }
  const seul = portail.data?.local === true && !portail.data.oidc && !portail.data.demonstration;
  const faute = portail.error ?? deja.error;
  const p = portail.data;
  return (
    <>
      {erreur || faute ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{faute ? probleme(faute).detail : messageErreur(erreur)}</p>
        </div>
      ) : null}
      {p?.oidc && !externe ? (
        <section className={styles["entree"]} aria-labelledby="academique">
          <h1 id="academique" className={styles["titre"]}>
            Personnels de l’académie
          </h1>
          <a className="fr-btn" href={`/api/v1/portail/oidc${retour ? `?retour=${encodeURIComponent(retour)}` : ""}`}>
            Se connecter avec {p.libelle ?? "le portail académique"}
          </a>
        </section>
      ) : null}
      {p?.entetes ? (
        <button type="button" className="fr-btn" onClick={() => mutate()}>
          Réessayer
        </button>
      ) : null}
      {externe || seul ? <FormulaireLocal suite={suite} /> : null}
      {p?.demonstration && !externe ? <Formulaire suite={suite} /> : null}
      {p?.local && !seul ? (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setExterne(!externe)}>
          {externe ? "Autre façon de se connecter" : "Intervenant extérieur ? Se connecter ici"}
        </button>
      ) : null}
    </>
  );
}

function Formulaire({ suite }: Suite) {
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
