import type {
  Dispense,
  GenreSituation,
  GenreVoeu,
  Indisponibilite,
  MotifDispense,
  Voeu,
} from "../api/genere";
import { date } from "../grille/formats";
import type { Choix, Ton } from "../grille/types";

function choix<V extends string>(
  libelles: Readonly<Record<V, readonly [libelle: string, ton?: Ton]>>,
): readonly Choix[] {
  return Object.entries<readonly [string, Ton?]>(libelles).map(([valeur, [libelle, ton]]) => ({
    valeur,
    libelle,
    ...(ton ? { ton } : {}),
  }));
}

export const ETATS_DISPENSE = choix<Dispense["etat"]>({
  demandee: ["Demandée", "attente"],
  avis_rendu: ["Avis rendu", "info"],
  accordee: ["Accordée", "succes"],
  refusee: ["Refusée", "erreur"],
  retiree: ["Retirée", "neutre"],
});

export const AVIS_DISPENSE = choix<NonNullable<Dispense["avis"]>>({
  favorable: ["Favorable"],
  defavorable: ["Défavorable"],
  non_rendu: ["Non rendu dans le délai"],
});

export const MOTIFS_DISPENSE = choix<MotifDispense>({
  sante: ["Santé"],
  maternite: ["Maternité, paternité, adoption"],
  famille: ["Événement familial"],
  proche_candidat: ["Un proche est candidat"],
  concours: ["Préparation ou oral d’un concours"],
  formation: ["Formation"],
  mandat: ["Mandat électif ou syndical"],
  autre: ["Autre motif"],
});

export const MOTIFS_INDISPONIBILITE = choix<Indisponibilite["motif"]>({
  absence: ["Absence"],
  formation: ["Formation"],
  sortie_scolaire: ["Sortie ou voyage scolaire"],
  examen_local: ["Examen organisé par l’établissement"],
  conge: ["Congé"],
  mandat: ["Mandat"],
  autre: ["Autre motif"],
});

export const GENRES_SITUATION = choix<GenreSituation>({
  conge_long: ["Congé long"],
  admissible: ["Admissible à un concours"],
  stagiaire: ["Stagiaire"],
  contractuel: ["Contractuel"],
  temps_partiel: ["Temps partiel"],
});

export const GENRES_VOEU = choix<GenreVoeu>({
  periode: ["Une période"],
  etablissement: ["Un lieu"],
  distance: ["Une distance"],
  type_mission: ["Un type de mission"],
  collegue: ["Voyager avec un collègue"],
});

export const SENS_VOEU = choix<Voeu["sens"]>({
  souhaite: ["Souhaité"],
  evite: ["À éviter si possible"],
});

export function nommer(table: readonly Choix[], valeur: string | undefined): string {
  return table.find((c) => c.valeur === valeur)?.libelle ?? valeur ?? "";
}

/** What a vœu says, in one line. */
export function direVoeu(v: Voeu): string {
  const dit = {
    periode: v.debut && v.fin ? `du ${date(v.debut)} au ${date(v.fin)}` : "",
    etablissement: v.etablissement_nom ?? "",
    distance: v.distance_km === undefined ? "" : `à ${v.distance_km} km au plus`,
    type_mission: v.type_libelle ?? "",
    collegue: v.collegue_nom ?? "",
  }[v.genre];
  return `${nommer(GENRES_VOEU, v.genre)} : ${dit}`;
}

/** Which part of the session a dispense is about. */
export function portee(d: Pick<Dispense, "examen" | "debut" | "fin">): string {
  return [
    d.examen ?? "Tous les examens",
    d.debut && d.fin ? `du ${date(d.debut)} au ${date(d.fin)}` : "toute la session",
  ].join(", ");
}

/** A day of the reader's calendar, as a date field writes it. */
export function jourLocal(decalage = 0): string {
  const d = new Date();
  d.setDate(d.getDate() + decalage);
  return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`;
}

export const JUSTIFICATIF = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png";
