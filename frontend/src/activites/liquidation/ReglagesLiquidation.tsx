import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { PorteSem, ReglageLiquidation } from "../../api/genere";
import { lireReglageLiquidation, reglerLiquidation } from "../../api/genere/sdk/reglage-liquidation.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { EtatErreur } from "../../grille/Etats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import styles from "./Liquidation.module.css";

const PORTES: readonly Readonly<{ valeur: PorteSem; libelle: string }>[] = [
  { valeur: "manuel", libelle: "Aucune : les fichiers se remettent à la main" },
  { valeur: "dossier", libelle: "Dossier du serveur" },
  { valeur: "sftp", libelle: "Serveur SFTP" },
];

/** How the académie reaches the exchange platform, and the account that pays its transfers. */
export function ReglagesLiquidation() {
  const lu = useQuery({ queryKey: ["reglage-liquidation"], queryFn: ({ signal }) => lireReglageLiquidation({ signal }) });
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  return lu.data ? <Formulaire key={lu.data.version} lu={lu.data} /> : <p aria-busy="true">Chargement…</p>;
}

function Formulaire({ lu }: Readonly<{ lu: ReglageLiquidation }>) {
  const client = useQueryClient();
  const [s, setS] = useState({
    porte: lu.porte,
    envoi: lu.envoi,
    retour: lu.retour,
    hote: lu.hote ?? "",
    compte: lu.compte ?? "",
    cle_hote: lu.cle_hote ?? "",
    secret: lu.secret ?? "",
    payeur: lu.payeur ?? "",
    payeur_bic: lu.payeur_bic ?? "",
  });
  const [iban, setIban] = useState("");
  const poser = (champ: keyof typeof s) => (v: string) => setS((a) => ({ ...a, [champ]: v }));
  const envoi = useMutation({
    mutationFn: () => reglerLiquidation({ body: { ...s, ...(iban.trim() ? { payeur_iban: iban } : {}) }, headers: { "If-Match": String(lu.version) } }),
    onSuccess: (r) => {
      ecrire("Réglages de la liquidation enregistrés.", "succes");
      client.setQueryData(["reglage-liquidation"], r);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form className={styles["zone"]} aria-label="Réglages de la liquidation" onSubmit={soumettre}>
      <Refus erreur={envoi.error} />
      <Champs>
        <ChampChoix nom="Porte du SEM" valeur={s.porte} onChange={poser("porte")} choix={PORTES} />
        {s.porte === "manuel" ? null : (
          <>
            <Champ nom="Dossier d’envoi" valeur={s.envoi} onChange={poser("envoi")} max={200} code faute={fauteDe(envoi.error, "envoi")} />
            <Champ nom="Dossier de retour" valeur={s.retour} onChange={poser("retour")} max={200} code faute={fauteDe(envoi.error, "retour")} />
          </>
        )}
        {s.porte === "sftp" ? (
          <>
            <Champ nom="Serveur" valeur={s.hote} onChange={poser("hote")} max={200} code requis indice="hôte, ou hôte:port" faute={fauteDe(envoi.error, "hote")} />
            <Champ nom="Compte du serveur" valeur={s.compte} onChange={poser("compte")} max={100} code requis />
            <Champ nom="Clé du serveur" valeur={s.cle_hote} onChange={poser("cle_hote")} max={2000} code requis indice="La ligne « ssh-ed25519 AAAA… » que donne ssh-keyscan" />
            <Champ nom="Nom du secret" valeur={s.secret} onChange={poser("secret")} max={100} code requis indice="Le fichier que l’exploitant a déposé dans le dossier des secrets" />
          </>
        ) : null}
        <Champ nom="Titulaire du compte qui paie" valeur={s.payeur} onChange={poser("payeur")} max={70} indice="Pour les virements SEPA seulement" faute={fauteDe(envoi.error, "payeur")} />
        <Champ nom="IBAN du compte qui paie" valeur={iban} onChange={setIban} max={50} code indice={lu.payeur_masque ? `Gardé : ${lu.payeur_masque}. Vide : inchangé` : "Gardé scellé, relu masqué"} faute={fauteDe(envoi.error, "payeur_iban")} />
        <Champ nom="BIC" valeur={s.payeur_bic} onChange={poser("payeur_bic")} max={11} code faute={fauteDe(envoi.error, "payeur_bic")} />
      </Champs>
      <div className={styles["gestes"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={envoi.isPending}>
          {envoi.isPending ? "Un instant…" : "Enregistrer"}
        </button>
      </div>
    </form>
  );
}
