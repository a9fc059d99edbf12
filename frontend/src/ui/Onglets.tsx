import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import styles from "./Onglets.module.css";

export type Onglet = Readonly<{ cle: string; titre: string; contenu: () => ReactNode }>;

type Props = Readonly<{ nom: string; onglets: readonly Onglet[]; /** Who keeps the choice elsewhere, in the address for instance, says it. */ choisi?: string; onChoisir?: (cle: string) => void }>;

/** Tabs of the detail zone: arrows move, only the shown panel is built. */
export function Onglets({ nom, onglets, ...p }: Props) {
  const base = useId();
  const [local, setLocal] = useState(onglets[0]?.cle ?? "");
  const choisi = p.choisi ?? local;
  const setChoisi = p.onChoisir ?? setLocal;
  const courant = onglets.find((o) => o.cle === choisi) ?? onglets[0];
  const deplacer = (e: KeyboardEvent<HTMLDivElement>) => {
    const i = onglets.findIndex((o) => o.cle === courant?.cle);
    const vers = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: onglets.length - 1 }[e.key];
    const cible = vers === undefined ? undefined : onglets[(vers + onglets.length) % onglets.length];
    if (cible) {
      e.preventDefault();
      setChoisi(cible.cle);
      document.getElementById(`${base}-${cible.cle}`)?.focus();
    }
  };
  return (
    <div className={styles["zone"]}>
      <div role="tablist" aria-label={nom} className={styles["liste"]} tabIndex={-1} onKeyDown={deplacer}>
        {onglets.map((o) => (
          <button
            key={o.cle}
            type="button"
            role="tab"
            id={`${base}-${o.cle}`}
            aria-selected={o.cle === courant?.cle}
            aria-controls={`${base}-panneau`}
            tabIndex={o.cle === courant?.cle ? 0 : -1}
            className={styles["onglet"]}
            onClick={() => setChoisi(o.cle)}
          >
            {o.titre}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panneau`} aria-labelledby={`${base}-${courant?.cle ?? ""}`} tabIndex={0} className={styles["panneau"]}>
        {courant?.contenu()}
      </div>
    </div>
  );
}
