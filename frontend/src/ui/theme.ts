/** The three themes; "systeme" follows the machine. */
export const THEMES = ["systeme", "clair", "sombre"] as const;
export type Theme = (typeof THEMES)[number];

const CLE = "imagin.theme";
const sombre = window.matchMedia("(prefers-color-scheme: dark)");

export function themeChoisi(): Theme {
  try {
    const lu = localStorage.getItem(CLE);
    return THEMES.find((t) => t === lu) ?? "systeme";
  } catch {
    return "systeme"; // storage refused by the browser
  }
}

/** Sets the attributes that the design system reads; without its JavaScript they are ours to keep. */
export function appliquerTheme(): void {
  const choix = themeChoisi();
  const fonce = choix === "sombre" || (choix === "systeme" && sombre.matches);
  document.documentElement.dataset["frTheme"] = fonce ? "dark" : "light";
  document.documentElement.dataset["frScheme"] = choix === "systeme" ? "system" : fonce ? "dark" : "light";
}

export function choisirTheme(theme: Theme): void {
  try {
    localStorage.setItem(CLE, theme);
  } catch {
    // kept for this page only
  }
  appliquerTheme();
}

sombre.addEventListener("change", appliquerTheme);
