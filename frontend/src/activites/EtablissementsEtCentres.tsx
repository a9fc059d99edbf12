import { lazy } from "react";
import { useAncre } from "../dossier/ancre";
import type { PropsPage } from "./contexte";

const PageEtablissements = lazy(() => import("./etablissements/PageEtablissements").then((m) => ({ default: m.PageEtablissements })));
const PageCentres = lazy(() => import("./centres/PageCentres").then((m) => ({ default: m.PageCentres })));

const CENTRES = ["centres", "centre-missions", "centre-carte", "centre-historique"];

/** One activité, two lists: the schools, and those that are centres of a session. */
export function EtablissementsEtCentres(props: PropsPage) {
  const [ancre] = useAncre(["fiche", "personnels", "carte", ...CENTRES]);
  return CENTRES.includes(ancre) ? <PageCentres {...props} /> : <PageEtablissements {...props} />;
}
