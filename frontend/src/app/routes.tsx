import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { requeteMoi, requetes } from "../api/requetes";
import { probleme } from "../api/erreur";
import { validerRecherche } from "../grille/recherche";
import { Coquille } from "./Coquille";
import { PageErreur, PageIntrouvable } from "./PagesErreur";
import { PageActivite } from "./PageActivite";

const racine = createRootRoute({ component: Outlet, notFoundComponent: PageIntrouvable, errorComponent: PageErreur });

const portail = createRoute({
  getParentRoute: () => racine,
  path: "/portail",
  validateSearch: (s: Record<string, unknown>): { retour?: string; erreur?: string; suite?: true } => ({
    ...(typeof s["retour"] === "string" ? { retour: s["retour"] } : {}),
    ...(typeof s["erreur"] === "string" ? { erreur: s["erreur"] } : {}),
    ...(s["suite"] ? { suite: true } : {}),
  }),
  component: lazyRouteComponent(() => import("../portail/PagePortail"), "PagePortail"),
});

const aide = createRoute({
  getParentRoute: () => racine,
  path: "/aide/$activite",
  component: lazyRouteComponent(() => import("../aide/PageAide"), "PageAide"),
});

const pageLegale = createRoute({
  getParentRoute: () => racine,
  path: "/a-propos/$page",
  component: lazyRouteComponent(() => import("../aide/PageLegale"), "PageLegale"),
});

const verification = createRoute({
  getParentRoute: () => racine,
  path: "/v/$jeton",
  component: lazyRouteComponent(() => import("../activites/convocations/pages"), "PageVerification"),
});

/** Everything behind sign-in. Who is not known goes to the portal, and comes back where she was. */
const connecte = createRoute({
  getParentRoute: () => racine,
  id: "connecte",
  component: Coquille,
  beforeLoad: async ({ location }) => {
    try {
      await requetes.ensureQueryData(requeteMoi);
    } catch (erreur) {
      if (probleme(erreur).status === 401) {
        throw redirect({ to: "/portail", search: { retour: location.href } });
      }
      throw erreur;
    }
  },
});

const accueil = createRoute({
  getParentRoute: () => connecte,
  path: "/",
  beforeLoad: async () => {
    const moi = await requetes.ensureQueryData(requeteMoi);
    const premiere = moi.activites.find((a) => a.ouverte);
    if (premiere) {
      throw redirect({ to: "/activites/$code", params: { code: premiere.code } });
    }
  },
  component: lazyRouteComponent(() => import("./Accueil"), "Accueil"),
});

export const routeActivite = createRoute({
  getParentRoute: () => connecte,
  path: "/activites/$code",
  validateSearch: validerRecherche,
  component: PageActivite,
});

export const routeur = createRouter({
  routeTree: racine.addChildren([portail, aide, pageLegale, verification, connecte.addChildren([accueil, routeActivite])]),
  defaultPreload: false,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof routeur;
  }
}
