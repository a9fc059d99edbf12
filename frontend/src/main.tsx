import "./ui/dsfr.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Application } from "./app/Application";
import { appliquerTheme } from "./ui/theme";

appliquerTheme();

const racine = document.getElementById("racine");
if (!racine) {
  throw new Error("la page n’a pas de racine");
}
createRoot(racine).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
