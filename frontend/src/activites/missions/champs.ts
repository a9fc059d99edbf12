import type { BesoinMission, CreneauMission, OrigineMission, SaisieCreneau } from "../../api/genere";

/** A créneau as it is typed: its end is a duration on site, a day and an hour at a distance. */
export type LigneCreneau = Readonly<{ cle: string; jour: string; heure: string; duree: string; finJour: string; finHeure: string; surPlace: boolean }>;

let suivante = 0;
const nouvelleCle = (): string => {
  suivante += 1;
  return `n${suivante}`;
};

export function ligneDe(c: CreneauMission): LigneCreneau {
  return { cle: c.id, jour: c.jour, heure: c.heure, duree: String(c.duree_min), finJour: c.fin_jour, finHeure: c.fin_heure, surPlace: c.sur_place };
}

/** The next line looks like the one before, a day later: an oral runs over several days at the same hours. */
export function ligneSuivante(lignes: readonly LigneCreneau[], surPlace: boolean): LigneCreneau {
  const avant = lignes.at(-1);
  if (!avant) {
    return { cle: nouvelleCle(), jour: "", heure: "08:00", duree: "240", finJour: "", finHeure: "18:00", surPlace };
  }
  return { ...avant, cle: nouvelleCle(), jour: lendemain(avant.jour), finJour: lendemain(avant.finJour) };
}

export function lendemain(jour: string): string {
  const d = new Date(`${jour}T12:00:00Z`);
  if (Number.isNaN(d.getTime())) {
    return jour;
  }
  d.setUTCDate(d.getUTCDate() + 1);
  return d.toISOString().slice(0, 10);
}

export function enSaisie(l: LigneCreneau): SaisieCreneau {
  return l.surPlace
    ? { jour: l.jour, heure: l.heure, duree_min: Number(l.duree), sur_place: true }
    : { jour: l.jour, heure: l.heure, fin_jour: l.finJour || l.jour, fin_heure: l.finHeure, sur_place: false };
}

/** « 3 h 30 », from minutes. */
export function duree(minutes: number): string {
  const h = Math.floor(minutes / 60);
  const m = minutes % 60;
  return h === 0 ? `${m} min` : m === 0 ? `${h} h` : `${h} h ${String(m).padStart(2, "0")}`;
}

export type LigneBesoin = Readonly<{ cle: string; role: BesoinMission["role"]; nombre: string; reservistes: string }>;

export const besoinDe = (b: BesoinMission): LigneBesoin => ({ cle: b.role, role: b.role, nombre: String(b.nombre), reservistes: String(b.reservistes ?? 0) });
export const enBesoin = (b: LigneBesoin): BesoinMission => ({ role: b.role, nombre: Number(b.nombre), reservistes: Number(b.reservistes) });

export type LigneOrigine = Readonly<{ cle: string; uai: string; candidats: string }>;

export const origineDe = (o: OrigineMission): LigneOrigine => ({ cle: o.uai, uai: o.uai, candidats: String(o.candidats) });
export const enOrigine = (o: LigneOrigine): OrigineMission => ({ uai: o.uai.trim().toUpperCase(), candidats: Number(o.candidats) });
export const nouvelleOrigine = (): LigneOrigine => ({ cle: nouvelleCle(), uai: "", candidats: "0" });
