import type { Affectation, CalculCompetence, CalculCompetenceEcart, EtatAffectation, EtatMission, EtatProposition, EtatTache, GenreCentre, Import, ImportEcart, Intervenant, Mission, ModeEvaluation, NatureEpreuve, Rapprochement, RegleCompetence, Session, Source, TypeProposition, UniteCharge } from "../api/genere";
import type { Choix, Ton } from "../grille/types";

type Libelles<V extends string> = Readonly<Record<V, readonly [libelle: string, ton?: Ton]>>;

/** Exhaustive by its type: a state added to the contract does not compile until it has its words. */
function choix<V extends string>(libelles: Libelles<V>): readonly Choix[] {
  return Object.entries<readonly [string, Ton?]>(libelles).map(([valeur, [libelle, ton]]) => ({ valeur, libelle, ...(ton ? { ton } : {}) }));
}

export const ETATS_AFFECTATION = choix<EtatAffectation>({
  proposee: ["Proposée", "attente"],
  affectee: ["Affectée", "info"],
  convoquee: ["Convoquée", "info"],
  effectuee: ["Effectuée", "succes"],
  non_effectuee: ["Non effectuée", "erreur"],
  desaffectee: ["Désaffectée", "neutre"],
});

export const ROLES = choix<Affectation["role"]>({
  president: ["Président"],
  vice_president: ["Vice-président"],
  membre: ["Membre"],
  correcteur: ["Correcteur"],
  interrogateur: ["Interrogateur"],
  coordonnateur: ["Coordonnateur"],
  secretaire: ["Secrétaire"],
  surveillant: ["Surveillant"],
  reserviste: ["Réserviste"],
});

export const ETATS_INTERVENANT = choix<Intervenant["etat"]>({
  actif: ["Actif", "succes"],
  ecarte: ["Écarté", "attente"],
  historise: ["Historisé", "neutre"],
});

export const ORIGINES = choix<Intervenant["origine"]>({
  EPP: ["EPP"],
  EPP_PRIVE: ["EPP privé"],
  AGAPE: ["AGAPE"],
  AGORA: ["AGORA"],
  STS: ["STS-WEB"],
  AAF: ["Annuaire (AAF)"],
  SAISI: ["Saisie"],
});

export const ETATS_IMPORT = choix<Import["etat"]>({
  depose: ["Déposé", "attente"],
  en_cours: ["En cours", "info"],
  a_confirmer: ["À confirmer", "attente"],
  applique: ["Appliqué", "succes"],
  refuse: ["Refusé", "erreur"],
  annule: ["Annulé", "neutre"],
  abandonne: ["Abandonné", "neutre"],
  echoue: ["Échoué", "erreur"],
});

export const SOURCES = choix<Import["source"]>({
  sts: ["STS-WEB (services et structures)"],
  epp: ["EPP (enseignants du public)"],
  epp_prive: ["EPP privé"],
  agape: ["AGAPE (premier degré)"],
  agora: ["AGORA (personnels administratifs)"],
  aaf: ["Annuaire fédérateur (AAF, SDET)"],
  etablissements: ["Établissements (CSV officiel)"],
  bcn: ["Nomenclatures (BCN)"],
  communes: ["Communes"],
  limitrophes: ["Communes limitrophes"],
  imaoce_reglementation: ["OCEAN : réglementation"],
  imaoce_inscriptions: ["OCEAN : inscriptions"],
  imaoce_commissions: ["OCEAN : commissions"],
  imaoce_presents: ["OCEAN : présents"],
});

export const ETATS_RAPPROCHEMENT = choix<Rapprochement["etat"]>({
  a_decider: ["À décider", "attente"],
  meme: ["Même personne", "succes"],
  distinct: ["Personnes distinctes", "neutre"],
});

export const NATURES_ECART = choix<ImportEcart["nature"]>({
  cree: ["Nouveau"],
  modifie: ["Modifié"],
  parti: ["Retiré"],
  garde: ["Absent, laissé tel quel"],
});

export const COLLECTES = choix<Source["collecte"]>({
  aucune: ["Dépôt à l’écran"],
  dossier: ["Dossier surveillé"],
  sftp: ["Dépôt SFTP"],
});

export const ETATS_TACHE = choix<EtatTache>({
  en_attente: ["En attente", "attente"],
  en_cours: ["En cours", "info"],
  terminee: ["Terminée", "succes"],
  echouee: ["Échouée", "erreur"],
  annulee: ["Annulée", "neutre"],
});

export const ETATS_SESSION = choix<Session["etat"]>({
  preparation: ["En préparation", "attente"],
  ouverte: ["Ouverte", "succes"],
  close: ["Close", "neutre"],
  archivee: ["Archivée", "neutre"],
});

export const TYPES_RATTACHEMENT = choix<"principal" | "secondaire">({ principal: ["Principal"], secondaire: ["Secondaire"] });

export const TYPES_PROPOSITION = choix<TypeProposition>({ reserviste: ["Réserviste"], contractuel: ["Contractuel"] });

export const ETATS_PROPOSITION = choix<EtatProposition>({ proposee: ["Proposée", "attente"], retenue: ["Retenue", "succes"], ecartee: ["Écartée", "neutre"] });

export const SENS_REGLE = choix<RegleCompetence["sens"]>({ donne: ["Donne", "succes"], exclut: ["Exclut", "erreur"] });

export const ANNEES_CYCLE = choix<RegleCompetence["annee"]>({
  toutes: ["Toutes"],
  derniere: ["Classe d’examen"],
  "1": ["1re année"],
  "2": ["2e année"],
  "3": ["3e année"],
  "4": ["4e année"],
  "5": ["5e année"],
  "6": ["6e année"],
});

export const ETATS_CALCUL = choix<CalculCompetence["etat"]>({ en_calcul: ["En calcul", "info"], a_confirmer: ["À confirmer", "attente"], applique: ["Appliqué", "succes"] });

export const NATURES_CALCUL = choix<CalculCompetenceEcart["nature"]>({ gain: ["Gagne", "succes"], perte: ["Perd", "erreur"], change: ["Origine changée", "neutre"] });

export const EFFETS_CALCUL = choix<CalculCompetenceEcart["effet"]>({ devient: ["Devient effective", "succes"], cesse: ["Cesse d’être effective", "erreur"], sans_effet: ["Sans effet", "neutre"] });

export const ETATS_MISSION = choix<EtatMission>({
  brouillon: ["Brouillon", "attente"],
  ouverte: ["Ouverte", "succes"],
  close: ["Close", "neutre"],
  annulee: ["Annulée", "erreur"],
});

export const ORIGINES_MISSION = choix<Mission["origine"]>({ ocean: ["OCEAN"], saisie: ["Saisie"] });

export const UNITES_CHARGE = choix<UniteCharge>({ copies: ["copies"], candidats: ["candidats"], heures: ["heures"], demi_journees: ["demi-journées"] });

export const GENRES_CENTRE = choix<GenreCentre>({
  ecrit: ["Écrit"],
  oral: ["Oral"],
  pratique: ["Pratique"],
  correction: ["Correction"],
  deliberation: ["Délibération"],
});

export const NATURES_EPREUVE = choix<NatureEpreuve>({ ecrit: ["Écrit"], oral: ["Oral"], pratique: ["Pratique"], eps: ["EPS"], vae: ["VAE"] });

export const MODES_EVALUATION = choix<ModeEvaluation>({ ponctuel: ["Ponctuel"], ccf: ["CCF"], eca: ["ECA (en cours d’année)"] });
