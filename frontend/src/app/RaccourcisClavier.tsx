import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Activite } from "../api/genere";
import { Dialogue } from "../ui/Dialogue";
import styles from "./Coquille.module.css";

const ZONES = ["contenu", "detail", "console", "menu"];

const AIDE: readonly (readonly [string, string])[] = [
  ["F6 / Maj+F6", "Zone suivante / précédente (liste, détail, console, menu)"],
  ["Ctrl+K", "Aller à une activité"],
  ["?", "Cette liste"],
  ["Flèches", "De cellule en cellule dans une liste"],
  ["Entrée sur un titre", "Trier ; Maj+Entrée ajoute au tri"],
  ["Maj+← / Maj+→ sur un titre", "Rétrécir ou élargir la colonne"],
  ["Alt+↓ sur un titre", "Menu de la colonne"],
  ["Espace", "Sélectionner la ligne ; Ctrl+A toute la page"],
  ["Ctrl+C", "Copier les cellules sélectionnées"],
  ["Alt+Page préc. / suiv.", "Page précédente ou suivante de la liste"],
];

const CLE = "imagin.raccourcis";

function lettresActives(): boolean {
  try {
    return localStorage.getItem(CLE) !== "non";
  } catch {
    return true;
  }
}

function changerDeZone(pas: number): void {
  const zones = ZONES.map((id) => document.getElementById(id)).filter((z) => z !== null);
  // The detail is inside the content: the innermost zone is where one is.
  const ici = zones.findLastIndex((z) => z.contains(document.activeElement));
  zones[(ici + pas + zones.length) % zones.length]?.focus();
}

function enSaisie(cible: EventTarget | null): boolean {
  return cible instanceof HTMLElement && (cible.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(cible.tagName));
}

/** Keys that work everywhere. Single letters can be switched off, for those who dictate. */
export function RaccourcisClavier({ activites }: Readonly<{ activites: readonly Activite[] }>) {
  const [ouvert, setOuvert] = useState<"" | "aide" | "palette">("");
  useEffect(() => {
    const touche = (e: KeyboardEvent) => {
      if (e.key === "F6") {
        e.preventDefault();
        changerDeZone(e.shiftKey ? -1 : 1);
      } else if (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        setOuvert("palette");
      } else if (e.key === "?" && lettresActives() && !enSaisie(e.target)) {
        setOuvert("aide");
      }
    };
    window.addEventListener("keydown", touche);
    return () => window.removeEventListener("keydown", touche);
  }, []);
  return (
    <>
      <Dialogue titre="Raccourcis clavier" ouvert={ouvert === "aide"} onFermer={() => setOuvert("")}>
        <ListeRaccourcis />
      </Dialogue>
      <Dialogue titre="Aller à une activité" ouvert={ouvert === "palette"} onFermer={() => setOuvert("")}>
        <Palette activites={activites} fermer={() => setOuvert("")} />
      </Dialogue>
    </>
  );
}

function ListeRaccourcis() {
  const [actives, setActives] = useState(lettresActives);
  return (
    <>
      <dl className={styles["raccourcis"]}>
        {AIDE.map(([touche, effet]) => (
          <div key={touche}>
            <dt>
              <kbd>{touche}</kbd>
            </dt>
            <dd>{effet}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input
          type="checkbox"
          checked={actives}
          onChange={(e) => {
            setActives(e.target.checked);
            localStorage.setItem(CLE, e.target.checked ? "oui" : "non");
          }}
        />{" "}
        Activer les raccourcis d’une seule touche (?)
      </label>
    </>
  );
}

/** Accents and case do not matter to somebody who types three letters. */
function plier(s: string): string {
  return s.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function Palette({ activites, fermer }: Readonly<{ activites: readonly Activite[]; fermer: () => void }>) {
  const naviguer = useNavigate();
  const [texte, setTexte] = useState("");
  const trouvees = activites.filter((a) => a.ouverte && plier(a.libelle).includes(plier(texte)));
  const aller = (code: string | undefined) => {
    if (code) {
      fermer();
      void naviguer({ to: "/activites/$code", params: { code } });
    }
  };
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        aller(trouvees[0]?.code);
      }}
    >
      <label className="fr-label" htmlFor="palette">
        Premières lettres de l’activité
      </label>
      {/* The dialog was opened to type here. */}
      <input id="palette" className="fr-input" autoComplete="off" value={texte} onChange={(e) => setTexte(e.target.value)} />
      <ul className={styles["trouvees"]}>
        {trouvees.map((a) => (
          <li key={a.code}>
            <button type="button" onClick={() => aller(a.code)}>
              {a.libelle}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
