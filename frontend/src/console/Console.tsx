import { useEffect, useRef, useState } from "react";
import { effacer, useMessages, type Ton } from "./journal";
import styles from "./Console.module.css";

const HEURE = new Intl.DateTimeFormat("fr-FR", { timeStyle: "medium" });
const NOMS: Record<Ton, string> = { info: "Information", succes: "Succès", alerte: "Alerte", erreur: "Erreur" };

/** The fourth zone: what happened, newest last, with alerts apart when asked. */
export function Console() {
  const messages = useMessages();
  const [alertes, setAlertes] = useState(false);
  const fin = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const zone = fin.current;
    if (zone) {
      zone.scrollTop = zone.scrollHeight;
    }
  });
  const visibles = alertes ? messages.filter((m) => m.ton === "alerte" || m.ton === "erreur") : messages;
  return (
    <section id="console" className={styles["zone"]} aria-label="Console" tabIndex={-1}>
      <div className={styles["barre"]}>
        <span className={styles["titre"]}>Console</span>
        <button type="button" className={styles["bouton"]} aria-pressed={alertes} onClick={() => setAlertes(!alertes)}>
          Alertes seules
        </button>
        <button type="button" className={styles["bouton"]} onClick={effacer}>
          Effacer
        </button>
      </div>
      {/* A scrollable zone must be reachable with the keyboard. */}
      <div role="log" aria-label="Messages" ref={fin} className={styles["lignes"]} tabIndex={0}>
        {visibles.map((m) => (
          <p key={m.id} className={styles["ligne"]} data-ton={m.ton}>
            <time dateTime={m.le.toISOString()}>{HEURE.format(m.le)}</time>{" "}
            {m.ton === "info" ? null : <strong>{NOMS[m.ton]} : </strong>}
            {m.texte}
          </p>
        ))}
      </div>
    </section>
  );
}
