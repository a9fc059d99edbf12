import type { Intervenant, ModificationIntervenant } from "../../api/genere";

/** What a person may correct by hand; no file overwrites it afterwards. */
export const CONTACTS = ["mel", "telephone", "adresse", "code_postal", "commune", "code_commune"] as const;
export type Contact = (typeof CONTACTS)[number];

export type Saisie = Readonly<Record<Contact, string>> & Readonly<{ etat: Intervenant["etat"]; motif: string }>;

/** What was typed and not yet saved, over which version: kept while one looks at another tab or another person. */
export type Brouillon = Readonly<{ version: number; champs: Partial<Saisie> }>;

export function saisieDe(i: Intervenant, champs: Partial<Saisie> = {}): Saisie {
  const lus = Object.fromEntries(CONTACTS.map((c) => [c, i[c] ?? ""])) as Record<Contact, string>; // one entry per contact
  return { ...lus, etat: i.etat, motif: "", ...champs };
}

/** Only what differs is sent: a field nobody touched keeps coming from the files. */
export function modification(i: Intervenant, s: Saisie): ModificationIntervenant {
  const m: ModificationIntervenant = {};
  for (const c of CONTACTS) {
    const v = s[c].trim();
    if (v !== (i[c] ?? "")) {
      m[c] = v === "" ? null : v;
    }
  }
  return s.etat === i.etat ? m : { ...m, etat: s.etat };
}

export function estProtege(i: Intervenant, c: Contact): boolean {
  return i.saisis?.split(",").includes(c) ?? false;
}
