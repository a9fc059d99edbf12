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
  const id = useId();
  useEffect(() => {
    const d = ref.current;
    if (ouvert && d && !d.open) {
      d.showModal();
    }
    if (!ouvert && d?.open) {
      d.close();
    }
  }, [ouvert]);
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
