import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { DossierFrais } from "../../api/genere";
import { enregistrerRib } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleDossierFrais } from "../../dossier/dossierFrais";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { instant } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import styles from "./MonDossier.module.css";

/** The account of those whom the académie does not already pay: sealed as soon as it is received, never shown whole again. */
export function Rib({ dossier: d }: Readonly<{ dossier: DossierFrais }>) {
  const client = useQueryClient();
  const [iban, setIban] = useState("");
  const [bic, setBic] = useState("");
  const envoi = useMutation({
    gcTime: 0,
    mutationFn: () =>
      enregistrerRib({
        path: { id: d.id },
        body: { iban, ...(bic.trim() ? { bic: bic.trim() } : {}) },
      }),
    onSuccess: (nouveau) => {
      client.setQueryData(cleDossierFrais(d.id), nouveau);
      setIban("");
      setBic("");
      ecrire("Compte enregistré.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <section aria-label="Compte à créditer">
      <h2>Compte à créditer</h2>
      <p>
        {d.rib ? (
          <>
            Compte enregistré : <code>{d.rib}</code>
            {d.rib_le ? `, le ${instant(d.rib_le)}` : ""}.
          </>
        ) : (
          <strong>Aucun compte : sans lui, rien ne peut vous être payé.</strong>
        )}
      </p>
      <form className={styles["formulaire"]} aria-label="Compte à créditer" onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <Champs>
          <Champ
            nom={d.rib ? "Nouvel IBAN" : "IBAN"}
            valeur={iban}
            onChange={setIban}
            max={50}
            requis
            code
            indice="Sur votre RIB, 27 caractères pour la France ; les espaces sont permis"
            faute={fauteDe(envoi.error, "iban")}
          />
          <Champ
            nom="BIC"
            valeur={bic}
            onChange={setBic}
            max={11}
            code
            indice="8 ou 11 caractères ; facultatif en France"
            faute={fauteDe(envoi.error, "bic")}
          />
        </Champs>
        <div className={styles["boutons"]}>
          <button type="submit" className="fr-btn" disabled={envoi.isPending || iban.trim() === ""}>
            {envoi.isPending ? "Enregistrement…" : "Enregistrer le compte"}
          </button>
        </div>
        <p className={styles["mention"]}>
          Le numéro est chiffré dès sa réception : il ne sera plus jamais affiché en entier, et
          chaque lecture faite pour vous payer est journalisée.
        </p>
      </form>
    </section>
  );
}
