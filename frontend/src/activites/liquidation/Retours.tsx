import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState, type ChangeEvent } from "react";
import { probleme } from "../../api/erreur";
import type { RetourLiquidation, Tache } from "../../api/genere";
import { deposerRetourLiquidation, listerRetoursLiquidation, releverRetours } from "../../api/genere/sdk/retours-liquidation.gen";
import { ecrire } from "../../console/journal";
import { Avancement } from "../../dossier/Avancement";
import { estFinie, useTache } from "../../dossier/tache";
import { useLocale } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Choix, Colonne } from "../../grille/types";
import styles from "./Liquidation.module.css";

const ETATS: readonly Choix[] = [
  { valeur: "depose", libelle: "À lire", ton: "attente" },
  { valeur: "lu", libelle: "Lu", ton: "succes" },
  { valeur: "refuse", libelle: "Refusé en entier", ton: "erreur" },
];

const COLONNES: readonly Colonne<RetourLiquidation>[] = [
  { cle: "depose_le", titre: "Reçu le", type: "instant", largeur: 140 },
  { cle: "nom", titre: "Fichier", type: "texte", largeur: 260 },
  { cle: "etat", titre: "État", type: "etat", largeur: 140, choix: ETATS },
  { cle: "lot_numero", titre: "Lot", type: "nombre", largeur: 80 },
  { cle: "message", titre: "Bilan", type: "texte", largeur: 460 },
  { cle: "acceptes", titre: "Payées", type: "nombre", largeur: 90 },
  { cle: "rejetes", titre: "Rejetées", type: "nombre", largeur: 95 },
  { cle: "ecarts", titre: "Écarts", type: "nombre", largeur: 85 },
  { cle: "deja", titre: "Déjà connues", type: "nombre", largeur: 115, masquee: true },
  { cle: "paye", titre: "Payé", type: "montant", largeur: 120, devise: (r) => r.devise, filtre: false },
  { cle: "depose_par", titre: "Par", type: "texte", largeur: 160 },
];

const charger: Charger<RetourLiquidation> = (recherche, signal) => listerRetoursLiquidation({ query: enRequete(recherche), signal });

/** What the systems that pay answered: found in the box, or brought by hand; each file read once, whole or not at all. */
export function Retours({ utilisateur }: Readonly<{ utilisateur: string }>) {
  const client = useQueryClient();
  const locale = useLocale();
  const [suivi, setSuivi] = useState<string>();
  const relire = useCallback(() => {
    for (const r of ["lots", "lots-lignes", "retours-liquidation"]) {
      void client.invalidateQueries({ queryKey: cleListe(r) });
    }
    void client.invalidateQueries({ queryKey: ["lot"] });
  }, [client]);
  const finir = useCallback(
    (t: Tache) => {
      ecrire(t.message ?? "Retour lu.", t.message?.startsWith("Retour refusé") ? "erreur" : "succes");
      relire();
    },
    [relire],
  );
  const tache = useTache(suivi, finir);
  const depot = useMutation({
    mutationFn: (f: File) => deposerRetourLiquidation({ body: { retour: f } }),
    onSuccess: (r) => {
      setSuivi(r.tache);
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const releve = useMutation({
    mutationFn: () => releverRetours(),
    onSuccess: (r) => {
      ecrire(r.message, "succes");
      relire();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const choisir = (e: ChangeEvent<HTMLInputElement>) => {
    const f = e.target.files?.[0];
    e.target.value = "";
    if (f) {
      depot.mutate(f);
    }
  };
  return (
    <div className={styles["zone"]}>
      <div className={styles["gestes"]}>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={releve.isPending} onClick={() => releve.mutate()}>
          {releve.isPending ? "Relève en cours…" : "Relever la boîte de retour"}
        </button>
        <label>
          Déposer un retour <input type="file" className="fr-upload" accept=".csv,.txt,text/csv" disabled={depot.isPending} onChange={choisir} />
        </label>
      </div>
      {depot.isError ? (
        <p className="fr-error-text" role="alert">
          {probleme(depot.error).detail}
        </p>
      ) : null}
      {tache && !estFinie(tache) ? <Avancement tache={tache} /> : null}
      <div className={styles["grille"]}>
        <Grille titre="Retours" ressource="retours-liquidation" utilisateur={utilisateur} colonnes={COLONNES} charger={charger} {...locale} dire={ecrire} vide={<p>Aucun retour. La boîte du SEM est relevée toutes les trente secondes ; un fichier se dépose aussi ici.</p>} />
      </div>
    </div>
  );
}
