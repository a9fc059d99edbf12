import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Chromium comes from the system: no test downloads a browser. */
const chromium = process.env["CHROMIUM_BIN"] ?? "/usr/bin/chromium";

/** A container's Chromium has no sandbox of its own and must call nobody. */
const drapeaux = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export default defineConfig({
  plugins: [react()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unite",
          environment: "jsdom",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: ["src/**/*.navigateur.test.tsx"],
        },
      },
      {
        extends: true,
        test: {
          name: "navigateur",
          include: ["src/**/*.navigateur.test.tsx"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromium, args: drapeaux } }),
            instances: [{ browser: "chromium", viewport: { width: 1366, height: 768 } }],
          },
        },
      },
    ],
  },
});
