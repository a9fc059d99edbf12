// Fails the build when a page would weigh more than what was promised. Sizes are gzip, in kilobytes of 1000 bytes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "..", "dist");
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[], name?: string }>} */
const manifeste = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const poids = (/** @type {string[]} */ fichiers) => fichiers.reduce((n, f) => n + gzipSync(readFileSync(join(dist, f)), { level: 9 }).length, 0) / 1000;

/** Everything that the first page loads before its own code: the entry and what it imports. */
const partages = new Set();
const styles = new Set();
function suivre(/** @type {string} */ cle) {
  const m = manifeste[cle];
  if (m && !partages.has(m.file)) {
    partages.add(m.file);
    m.css?.forEach((c) => styles.add(c));
    m.imports?.forEach(suivre);
  }
}
Object.entries(manifeste).forEach(([cle, m]) => m.isEntry && suivre(cle));
const tousStyles = new Set(Object.values(manifeste).flatMap((m) => [...(m.css ?? []), ...(m.file.endsWith(".css") ? [m.file] : [])]));
const grille = Object.values(manifeste).filter((m) => m.name === "grille").map((m) => m.file);

const lignes = [
  ["JavaScript partagé", poids([...partages].filter((f) => f.endsWith(".js"))), 120],
  ["CSS, toutes pages", poids([...tousStyles]), 50],
  ["Grille", poids(grille.filter((f) => f.endsWith(".js"))), 30],
];
let trop = false;
for (const [nom, ko, max] of lignes) {
  trop ||= ko > max;
  console.log(`${nom.padEnd(20)} ${ko.toFixed(1).padStart(6)} ko / ${max} ko${ko > max ? "  TROP" : ""}`);
}
process.exit(trop ? 1 : 0);
