import { getRouteApi } from "@tanstack/react-router";
import { Marque } from "../ui/marque/Marque";
import styles from "./PageAide.module.css";

const route = getRouteApi("/a-propos/$page");

type Page = Readonly<{ titre: string; paragraphes: readonly string[] }>;

const ACCESSIBILITE: Page = {
  titre: "Déclaration d’accessibilité",
  paragraphes: [
    "État : non conforme, faute d’audit complet au RGAA 4.1.2 à ce jour. Chaque écran passe un contrôle automatique (axe, règles RGAA) en clair, en sombre et à 320 px de large, sans défaut relevé ; un contrôle automatique ne suffit pas à dire la conformité.",
    "Toute fonction s’utilise au clavier seul. Non vérifié : lecteurs d’écran NVDA, JAWS et VoiceOver sur les listes.",
    "Pour signaler un défaut, écrivez à la division des examens et concours de votre académie ; sans réponse, saisissez le Défenseur des droits.",
  ],
};

const PAGES: Readonly<Record<string, Page>> = {
  accessibilite: ACCESSIBILITE,
  "mentions-legales": {
    titre: "Mentions légales",
    paragraphes: [
      "IMAG’IN est un logiciel libre, sous licence Apache 2.0. L’éditeur du service est l’organisme qui le déploie.",
      "Coordonnées géographiques des communes : GeoNames, licence CC BY 4.0.",
    ],
  },
  "donnees-personnelles": {
    titre: "Données personnelles",
    paragraphes: [
      "Le service traite l’identité professionnelle des intervenants, leurs rattachements, enseignements, compétences et missions, pour organiser les examens. Il ne dépose que les cookies nécessaires à la session.",
      "Chaque changement est inscrit dans un journal. Pour exercer vos droits, adressez-vous au délégué à la protection des données de votre académie.",
    ],
  },
};

export function PageLegale() {
  const { page } = route.useParams();
  const contenu = PAGES[page] ?? ACCESSIBILITE;
  return (
    <main className={styles["page"]}>
      <Marque />
      <h1>{contenu.titre}</h1>
      {contenu.paragraphes.map((p) => (
        <p key={p}>{p}</p>
      ))}
      <p>
        <a className="fr-link" href="/">
          Revenir à l’application
        </a>
      </p>
    </main>
  );
}
