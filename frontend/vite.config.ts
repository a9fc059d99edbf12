import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const serveur = process.env["IMAGIN_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  server: { proxy: { "/api": serveur, "/guide.pdf": serveur } },
  build: {
    // Inlined images would triple the CSS, and the content security policy refuses data: scripts and fonts.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: "grille", test: /(src\/grille\/|@tanstack\/(react-)?table)/ },
          ],
        },
      },
    },
  },
});
