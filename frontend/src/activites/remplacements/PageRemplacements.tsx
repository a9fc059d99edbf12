import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Absents } from "./Absents";
import styles from "./Remplacements.module.css";
import { Solutions } from "./Solutions";

const IDENTIFIANT = /^[\da-f-]{36}$/u;

/** Somebody falls ill at seven in the morning: find her, read who can come, decide. On a phone first. */
export function PageRemplacements({ activite }: PropsPage) {
  const naviguer = useNavigate();
  const { hash } = useLocation();
  const [choisie, setChoisie] = useState("");
  // An anchor that names nobody (a skip link uses one) leaves the choice as it is.
  if (hash !== choisie && (hash === "" || IDENTIFIANT.test(hash))) {
    setChoisie(hash);
  }
  const choisir = (affectation: string) => void naviguer({ to: ".", hash: affectation });
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <div className={styles["page"]}>{choisie ? <Solutions key={choisie} affectation={choisie} onRetour={() => choisir("")} /> : <Absents onChoix={choisir} />}</div>
    </>
  );
}
