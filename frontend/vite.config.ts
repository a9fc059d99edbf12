import purgeCSSPlugin from "@fullhuman/postcss-purgecss";
import react from "@vitejs/plugin-react";
import type { AcceptedPlugin, Root } from "postcss";
import { defineConfig } from "vite";

const enDsfr = (racine: Root) => (racine.source?.input.file ?? "").endsWith("src/ui/dsfr.css");

/** The neutral brand must not ship the State's typeface, whose use is not free. */
const sansPolicesDeLEtat: AcceptedPlugin = {
  postcssPlugin: "sans-polices-de-l-etat",
  Once: (racine) => {
    if (enDsfr(racine)) {
      racine.walkAtRules("font-face", (regle) => {
        regle.remove();
      });
    }
  },
};

/** Of the DSFR, what the pages name: the grid of columns, the icons and the spacings that nobody uses stay out. */
const purge = purgeCSSPlugin({
  content: ["index.html", "src/**/*.{ts,tsx}"],
  // Classes written in two parts (`fr-badge--${ton}`), and what the DSFR sets on the root.
  safelist: { greedy: [/^fr-(badge|alert|btn|btns|input|select|label|hint|link|upload|error|valid|info|fieldset|radio|checkbox|messages)/, /data-fr-/, /:root/] },
  variables: false,
});
const purgerLeDsfr: AcceptedPlugin = {
  postcssPlugin: "purger-le-dsfr",
  OnceExit: (racine, outils) => (enDsfr(racine) && "OnceExit" in purge ? purge.OnceExit?.(racine, outils) : undefined),
};

const serveur = process.env["IMAGIN_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  css: { postcss: { plugins: [sansPolicesDeLEtat, purgerLeDsfr] } },
  server: { proxy: { "/api": serveur, "/guide.pdf": serveur } },
  build: {
    // Inlined images would triple the CSS, and the content security policy refuses data: scripts and fonts.
    assetsInlineLimit: 0,
    manifest: true,
    // Browsers that cannot preload modules load them a little later: no code of ours is needed for that.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { name: "socle", test: /node_modules\//, priority: 2 },
            // The router reads the state of a list from the address: that one module loads with the shell.
            { name: "grille", test: /src\/grille\/(?!recherche\.ts)/, priority: 1 },
          ],
        },
      },
    },
  },
});
