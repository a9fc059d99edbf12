import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { Marque } from "../ui/marque/Marque";
import { AIDES } from "./textes";
import styles from "./PageAide.module.css";

const route = getRouteApi("/aide/$activite");

/** Contextual help: what one sees, what one can do. Opens in a tab of its own, signed in or not. */
export function PageAide() {
  const { activite } = route.useParams();
  const texte = AIDES[activite] ?? AIDES["accueil"];
  useEffect(() => {
    document.title = `Aide : ${texte?.titre ?? ""} – IMAG’IN`;
  }, [texte]);
  return (
    <main className={styles["page"]}>
      <Marque />
      <h1>{texte?.titre}</h1>
      {texte?.sections.map((s) => (
        <section key={s.titre}>
          <h2>{s.titre}</h2>
          {s.paragraphes.map((p) => (
            <p key={p}>{p}</p>
          ))}
        </section>
      ))}
      <p>
        <a className="fr-link" href="/guide.pdf" download="guide-imagin.pdf">
          Guide complet (PDF)
        </a>
      </p>
      <nav aria-label="Autres pages d’aide">
        <h2>Autres activités</h2>
        <ul>
          {Object.entries(AIDES).map(([cle, a]) => (
            <li key={cle}>
              <a href={`/aide/${cle}`}>{a.titre}</a>
            </li>
          ))}
        </ul>
      </nav>
    </main>
  );
}
