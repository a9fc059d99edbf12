import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { PropsPage } from "./contexte";

type Page = LazyExoticComponent<ComponentType<PropsPage>>;

const competences: Page = lazy(() => import("./competences/PageCompetences").then((m) => ({ default: m.PageCompetences })));
const intervenants: Page = lazy(() => import("./intervenants/PageIntervenants").then((m) => ({ default: m.PageIntervenants })));
const affectations: Page = lazy(() => import("./affectations/PageAffectations").then((m) => ({ default: m.PageAffectations })));

const deConvocations = (nom: "MesConvocations" | "PageConvocationMission" | "PageConvocations" | "PageSignature"): Page => lazy(() => import("./convocations/pages").then((m) => ({ default: m[nom] })));
const signature = deConvocations("PageSignature");

/** The page of each activité, by its code; a profile before the code when it has one of its own. */
export const PAGES: Readonly<Record<string, Page | undefined>> = {
  competences,
  "regles-competence": lazy(() => import("./regles/PageRegles").then((m) => ({ default: m.PageRegles }))),
  "competences-saisie": competences,
  intervenants,
  avancement: affectations,
  affectation: lazy(() => import("./affectation/PageAffectation").then((m) => ({ default: m.PageAffectation }))),
  "missions-consultation": affectations,
  "etablissements-centres": lazy(() => import("./EtablissementsEtCentres").then((m) => ({ default: m.EtablissementsEtCentres }))),
  communes: lazy(() => import("./communes/PageCommunes").then((m) => ({ default: m.PageCommunes }))),
  echanges: lazy(() => import("./echanges/PageEchanges").then((m) => ({ default: m.PageEchanges }))),
  rapprochement: lazy(() => import("./rapprochement/PageRapprochement").then((m) => ({ default: m.PageRapprochement }))),
  ouverture: lazy(() => import("./ouverture/PageOuverture").then((m) => ({ default: m.PageOuverture }))),
  sessions: lazy(() => import("./sessions/PageSessions").then((m) => ({ default: m.PageSessions }))),
  baremes: lazy(() => import("./baremes/PageBaremes").then((m) => ({ default: m.PageBaremes }))),
  liquidation: lazy(() => import("./liquidation/PageLiquidation").then((m) => ({ default: m.PageLiquidation }))),
  "etats-frais": lazy(() => import("./etats-frais/PageEtatsFrais").then((m) => ({ default: m.PageEtatsFrais }))),
  "mon-dossier": lazy(() => import("./mon-dossier/PageMonDossier").then((m) => ({ default: m.PageMonDossier }))),
  "suivi-financier": lazy(() => import("./suivi-financier/PageSuivi").then((m) => ({ default: m.PageSuivi }))),
  constat: lazy(() => import("./constat/PageConstat").then((m) => ({ default: m.PageConstat }))),
  frais: lazy(() => import("./frais/PageFrais").then((m) => ({ default: m.PageFrais }))),
  personnels: lazy(() => import("./personnels/PagePersonnels").then((m) => ({ default: m.PagePersonnels }))),
  indisponibilites: lazy(() => import("./indisponibilites/PageIndisponibilites").then((m) => ({ default: m.PageIndisponibilites }))),
  "indisponibilites-saisie": lazy(() => import("./indisponibilites/PageSaisie").then((m) => ({ default: m.PageSaisie }))),
  voeux: lazy(() => import("./voeux/PageVoeux").then((m) => ({ default: m.PageVoeux }))),
  "competences-validation": lazy(() => import("./validation/PageValidation").then((m) => ({ default: m.PageValidation }))),
  "suivi-saisies": lazy(() => import("./validation/PageSuivi").then((m) => ({ default: m.PageSuivi }))),
  courriels: lazy(() => import("./courriels/PageCourriels").then((m) => ({ default: m.PageCourriels }))),
  convocations: deConvocations("PageConvocations"),
  "intervenant:missions-consultation": deConvocations("MesConvocations"),
  "convocation-mission": deConvocations("PageConvocationMission"),
  "signature-etablissement": signature,
  "signature-centre": signature,
  reglementation: lazy(() => import("./reglementation/PageReglementation").then((m) => ({ default: m.PageReglementation }))),
  missions: lazy(() => import("./missions/PageMissions").then((m) => ({ default: m.PageMissions }))),
  ocean: lazy(() => import("./ocean/PageOcean").then((m) => ({ default: m.PageOcean }))),
  "jurys-commissions": lazy(() => import("./jurys/PageJurys").then((m) => ({ default: m.PageJurys }))),
  habilitations: lazy(() => import("./habilitations/PageHabilitations").then((m) => ({ default: m.PageHabilitations }))),
  outils: lazy(() => import("./outils/PageOutils").then((m) => ({ default: m.PageOutils }))),
  "mes-donnees": lazy(() => import("./mes-donnees/PageMesDonnees").then((m) => ({ default: m.PageMesDonnees }))),
  "donnees-personnelles": lazy(() => import("./donnees/PageDonnees").then((m) => ({ default: m.PageDonnees }))),
  remplacements: lazy(() => import("./remplacements/PageRemplacements").then((m) => ({ default: m.PageRemplacements }))),
  planification: lazy(() => import("./planification/PagePlanification").then((m) => ({ default: m.PagePlanification }))),
  journal: lazy(() => import("./journal/PageJournal").then((m) => ({ default: m.PageJournal }))),
};
