import { useEffect, useEffectEvent, useState } from "react";
import styles from "./Intervenants.module.css";

const SECONDES = 30;

/** In clear for half a minute, or until one looks elsewhere; then masked again. */
export function SecretLu({ valeur, onMasquer }: Readonly<{ valeur: string; onMasquer: () => void }>) {
  const [reste, setReste] = useState(SECONDES);
  const masquer = useEffectEvent(onMasquer);
  useEffect(() => {
    const fin = Date.now() + SECONDES * 1000;
    const tic = setInterval(() => {
      const secondes = Math.ceil((fin - Date.now()) / 1000);
      if (secondes <= 0) {
        masquer();
      } else {
        setReste(secondes);
      }
    }, 250);
    return () => clearInterval(tic);
  }, []);
  return (
    <span>
      <code>{valeur}</code>
      <span className={styles["mention"]}> – masqué dans {reste} s</span>
    </span>
  );
}
