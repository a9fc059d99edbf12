import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Activite } from "../api/genere";
import { ecrire } from "../console/journal";
import styles from "./MenuActivites.module.css";

/** All the activités of the service. Closed ones stay visible, greyed, and say why when they are asked. */
export function MenuActivites({ activites }: Readonly<{ activites: readonly Activite[] }>) {
  const [deplie, setDeplie] = useState(false);
  const groupes = [...new Set(activites.map((a) => a.groupe ?? ""))];
  return (
    <nav id="menu" className={styles["menu"]} aria-label="Activités" tabIndex={-1}>
      <h2 className={styles["titre"]}>Activités</h2>
      <button type="button" className={styles["bascule"]} aria-expanded={deplie} onClick={() => setDeplie(!deplie)}>
        Activités
      </button>
      <div className={styles["groupes"]} data-deplie={deplie}>
        {groupes.map((g) => (
          <div key={g}>
            {g ? <h3 className={styles["groupe"]}>{g}</h3> : null}
            <ul className={styles["liste"]}>
              {activites
                .filter((a) => (a.groupe ?? "") === g)
                .map((a) => (
                  <li key={a.code}>
                    <Entree activite={a} choisie={() => setDeplie(false)} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
        <ul className={styles["pied"]}>
          <li>
            <Link to="/a-propos/$page" params={{ page: "accessibilite" }}>
              Accessibilité : non conforme
            </Link>
          </li>
          <li>
            <Link to="/a-propos/$page" params={{ page: "mentions-legales" }}>
              Mentions légales
            </Link>
          </li>
          <li>
            <Link to="/a-propos/$page" params={{ page: "donnees-personnelles" }}>
              Données personnelles
            </Link>
          </li>
        </ul>
      </div>
    </nav>
  );
}

function Entree({ activite, choisie }: Readonly<{ activite: Activite; choisie: () => void }>) {
  if (activite.ouverte) {
    return (
      <Link
        to="/activites/$code"
        params={{ code: activite.code }}
        // The state of the list is in the address: only the path says which activité is current.
        activeOptions={{ exact: true, includeSearch: false }}
        className={styles["entree"]}
        onClick={choisie}
      >
        {activite.libelle}
      </Link>
    );
  }
  const raison = activite.raison ?? "Activité fermée.";
  return (
    <button
      type="button"
      className={styles["entree"]}
      aria-disabled="true"
      title={raison}
      onClick={() => ecrire([`${activite.libelle} : ${raison}`, activite.message].filter(Boolean).join(" "), "alerte")}
    >
      {activite.libelle}
      <span className="lecture-seule-ecran"> – fermée : {raison}</span>
    </button>
  );
}
