import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The neutral brand must not ship the State's typeface, whose use is not free. */
const sansPolicesDeLEtat: Plugin = {
  name: "sans-polices-de-l-etat",
  enforce: "pre",
  transform: (code, id) => (/react-dsfr.*\.css$/.test(id) ? code.replaceAll(/@font-face\s*\{[^}]*\}/g, "") : undefined),
};

const serveur = process.env["IMAGIN_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), sansPolicesDeLEtat],
  server: { proxy: { "/api": serveur, "/guide.pdf": serveur } },
  build: {
    // Inlined images would triple the CSS, and the content security policy refuses data: scripts and fonts.
    assetsInlineLimit: 0,
    manifest: true,
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
