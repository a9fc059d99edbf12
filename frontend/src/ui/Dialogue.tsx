import { useEffect, useId, useRef, type ReactNode } from "react";
import styles from "./Dialogue.module.css";

type Props = Readonly<{
  titre: string;
  ouvert: boolean;
  onFermer: () => void;
  children: ReactNode;
  actions?: ReactNode;
}>;

/** The browser's own modal: focus trap, Escape and inert background come with it. */
export function Dialogue({ titre, ouvert, onFermer, children, actions }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const origine = useRef<Element>(null);
  const id = useId();
  useEffect(() => {
    const d = ref.current;
    if (ouvert && d && !d.open) {
      origine.current = document.activeElement;
      d.showModal();
    }
    if (!ouvert && d?.open) {
      d.close();
    }
  }, [ouvert]);
  useEffect(
    // Taken off the page while open, it gives the focus back to where it came from, as when it closes.
    () => () => {
      if (document.activeElement === document.body && origine.current instanceof HTMLElement) {
        origine.current.focus();
      }
    },
    [],
  );
  return (
    <dialog ref={ref} className={styles["dialogue"]} aria-labelledby={id} onClose={onFermer}>
      <header className={styles["entete"]}>
        <h2 id={id} className={styles["titre"]}>
          {titre}
        </h2>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary-no-outline" onClick={() => ref.current?.close()}>
          Fermer
        </button>
      </header>
      <div className={styles["corps"]}>{ouvert ? children : null}</div>
      {actions ? <footer className={styles["actions"]}>{actions}</footer> : null}
    </dialog>
  );
}
