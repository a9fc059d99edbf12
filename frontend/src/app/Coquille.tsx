import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Console } from "../console/Console";
import { EnTete } from "./EnTete";
import { FinDeSession } from "./FinDeSession";
import { MenuActivites } from "./MenuActivites";
import { RaccourcisClavier } from "./RaccourcisClavier";
import { useMoi } from "./session";
import styles from "./Coquille.module.css";

/** The four zones: header, menu, consultation, console. */
export function Coquille() {
  const moi = useMoi();
  const [plein, setPlein] = useState(false);
  const code = useRouterState({ select: (s) => s.location.pathname.split("/")[2] ?? "" });
  const activite = moi.activites.find((a) => a.code === code);
  useEffect(() => {
    document.title = activite ? `${activite.libelle} – IMAG’IN` : "IMAG’IN";
  }, [activite]);
  return (
    <div className={styles["ecran"]} data-plein={plein}>
      <nav className={styles["evitement"]} aria-label="Accès rapide">
        <a href="#contenu">Contenu</a>
        <a href="#menu">Menu</a>
        <a href="#console">Console</a>
      </nav>
      {plein ? null : <EnTete moi={moi} code={code} />}
      <div className={styles["corps"]}>
        <MenuActivites activites={moi.activites} />
        <main id="contenu" className={styles["contenu"]} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Console />
      <button type="button" className={styles["plein"]} aria-pressed={plein} onClick={() => setPlein(!plein)}>
        {plein ? "Quitter le plein écran de travail" : "Plein écran de travail"}
      </button>
      <RaccourcisClavier activites={moi.activites} />
      <FinDeSession key={moi.session_expire_le} dans={moi.session_expire_dans} />
    </div>
  );
}
