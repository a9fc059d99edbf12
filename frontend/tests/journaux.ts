import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** ISO 13616: country and key moved to the end, letters as numbers, modulo 97. */
function estIban(v: string): boolean {
  let reste = 0;
  for (const c of v.slice(4) + v.slice(0, 4)) {
    reste = Number(`${reste}${Number.parseInt(c, 36)}`) % 97;
  }
  return reste === 1;
}

const estNir = (v: string): boolean => 97n - (BigInt(v.slice(0, 13).replace("2A", "19").replace("2B", "18")) % 97n) === BigInt(v.slice(13));

const NUMEROS: readonly Readonly<{ quoi: string; motif: RegExp; vrai?: (v: string) => boolean }>[] = [
  // Ours even when its key is wrong: what was mistyped is a person's account all the same.
  { quoi: "un IBAN", motif: /(?<![a-z0-9])fr\d{2}(?:[ \u00a0\u202f.-]?[a-z0-9]){23}/gi },
  { quoi: "un IBAN", motif: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?![A-Za-z0-9])/g, vrai: estIban },
  { quoi: "un NIR", motif: /(?<![A-Za-z0-9])[12] ?\d{2} ?\d{2} ?(?:\d{2}|2A|2B) ?\d{3} ?\d{3} ?\d{2}(?![A-Za-z0-9])/g, vrai: estNir },
  // As such, quoted by the logger, or in base 64.
  { quoi: "le contenu d’un justificatif", motif: /%PDF-|JFIF|ftypheic|IHDR|JVBERi0|iVBORw0KGgo|\/9j\/4/g },
  { quoi: "le nom d’un justificatif", motif: /\b(?:ticket|photo)\.(?:png|heic|jpe?g|pdf)\b/gi },
  { quoi: "une ligne d’un fichier de paie", motif: /D;\d+;[0-9a-f]{8}-[0-9a-f-]{27};/g },
];

/** What should never be in a log: accounts, social security numbers, receipts and the files that pay; with the line of each. */
export function trouver(texte: string): readonly string[] {
  return NUMEROS.flatMap(({ quoi, motif, vrai }) =>
    [...texte.matchAll(motif)].filter((m) => !vrai || vrai(m[0].replaceAll(" ", ""))).map((m) => `${quoi} (ligne ${texte.slice(0, m.index).split("\n").length})`),
  );
}

/** After the whole run: the log of the server that played it tells nothing of what people entrusted. */
export default function verifierJournaux(): void {
  if (process.env["IMAGIN_URL"]) {
    return; // a server that is not ours: its log is not here
  }
  const journal = join(process.env["IMAGIN_E2E"] ?? "", "serveur.log");
  const texte = existsSync(journal) ? readFileSync(journal, "utf8") : "";
  if (!texte.includes("msg=requête")) {
    throw new Error(`${journal} ne dit aucune requête : il n’y a rien à vérifier`);
  }
  const trouves = trouver(texte);
  if (trouves.length > 0) {
    throw new Error(`${journal} contient ${[...new Set(trouves)].join(", ")}`);
  }
}
