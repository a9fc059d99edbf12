import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Import, SourceImport } from "../../api/genere";
import { deposerImport } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { SOURCES } from "../../domaine/etats";
import styles from "./Echanges.module.css";

/** A file and where it comes from. The key makes a second click, or a retry, the same deposit. */
export function Depot({ onDepot }: Readonly<{ onDepot: (depose: Import) => void }>) {
  const [source, setSource] = useState<SourceImport>("sts");
  const [apercu, setApercu] = useState(false);
  const [fichier, setFichier] = useState<File>();
  const [cle, setCle] = useState(() => crypto.randomUUID());
  const deposer = useMutation({
    mutationFn: (f: File) => deposerImport({ body: { source, mode: apercu ? "apercu" : "auto", fichier: f }, headers: { "Idempotency-Key": cle } }),
    onSuccess: (depose) => {
      setCle(crypto.randomUUID());
      ecrire(`${depose.nom_fichier} : dépôt reçu, le traitement commence.`);
      onDepot(depose);
    },
    onError: (e) => {
      setCle(crypto.randomUUID());
      ecrire(probleme(e).detail, "erreur");
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (fichier) {
      deposer.mutate(fichier);
    }
  };
  return (
    <form className={styles["depot"]} aria-label="Déposer un fichier" onSubmit={soumettre}>
      <label>
        Source
        <select className="fr-select" value={source} onChange={(e) => setSource(e.target.value as SourceImport)}>
          {SOURCES.map((s) => (
            <option key={s.valeur} value={s.valeur}>
              {s.libelle}
            </option>
          ))}
        </select>
      </label>
      <label className={styles["fichier"]}>
        Fichier
        <input type="file" required accept={source === "sts" || source === "aaf" ? ".xml,.zip,text/xml,application/xml" : ".csv,.txt,.zip,text/csv"} className="fr-upload" onChange={(e) => setFichier(e.target.files?.[0])} />
      </label>
      <label className={styles["apercu"]}>
        <input type="checkbox" checked={apercu} onChange={(e) => setApercu(e.target.checked)} /> Voir la différence avant d’appliquer
      </label>
      <button type="submit" className="fr-btn" disabled={!fichier || deposer.isPending}>
        {deposer.isPending ? "Envoi…" : "Déposer"}
      </button>
      {deposer.isError ? (
        <div className={`fr-alert fr-alert--error fr-alert--sm ${styles["faute"]}`} role="alert">
          <p>{probleme(deposer.error).detail}</p>
        </div>
      ) : null}
    </form>
  );
}
