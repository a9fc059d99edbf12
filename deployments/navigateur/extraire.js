// Unpacks npm's headless Chromium with its libraries and fonts, and prints the path of a launcher.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ici = join(import.meta.dirname, "chromium");
mkdirSync(ici, { recursive: true });
process.env.TMPDIR = ici;
// The package brings its libraries only where it believes that the machine has none.
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
const programme = await chromium.executablePath();
const lanceur = join(ici, "lancer.sh");
writeFileSync(
  lanceur,
  `#!/bin/sh\nexport LD_LIBRARY_PATH="${join(ici, "al2023", "lib")}" FONTCONFIG_PATH="${join(ici, "fonts")}"\nexec "${programme}" "$@"\n`,
);
chmodSync(lanceur, 0o755);
console.log(lanceur);
