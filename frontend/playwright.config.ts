import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

/** Where the server of the run keeps its data and its log, which is read once all is over. */
const DONNEES = (process.env["IMAGIN_E2E"] ??= mkdtempSync(join(tmpdir(), "imagin-e2e-")));

const PORT = process.env["PORT_E2E"] ?? "8137";

/** Against a server that runs already (IMAGIN_URL), or against one of its own: `make test` gives it a passing database. */
const ailleurs = process.env["IMAGIN_URL"];

export default defineConfig({
  ...(ailleurs
    ? {}
    : {
        webServer: {
          command: `exec ../bin/imagin serve --demonstration >> "${join(DONNEES, "serveur.log")}" 2>&1`,
          url: `http://localhost:${PORT}/api/v1/sante`,
          env: { PORT, IMAGIN_DONNEES: DONNEES, IMAGIN_LOG: "debug" },
          timeout: 180_000,
          gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
        },
      }),
  testDir: "tests",
  globalTeardown: "./tests/journaux.ts",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: ailleurs ?? `http://localhost:${PORT}`,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1366, height: 768 },
    launchOptions: {
      executablePath: process.env["CHROMIUM_BIN"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
