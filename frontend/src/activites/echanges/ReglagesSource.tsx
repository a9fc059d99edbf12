import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EncodageSource, GenreCollecte, Source } from "../../api/genere";
import { COLLECTES } from "../../domaine/etats";
import { Champ, ChampChoix, Champs, type PropsChamp } from "../../ui/Champ";
import styles from "./Echanges.module.css";
import { nombreOuRien, ouRien, useRegler } from "./regler";

const ENCODAGES = [
  { valeur: "", libelle: "UTF-8" },
  { valeur: "iso-8859-15", libelle: "ISO-8859-15 (Latin-9)" },
  { valeur: "windows-1252", libelle: "Windows-1252" },
] as const;

const SEPARATEURS = [
  { valeur: "", libelle: "Point-virgule" },
  { valeur: ",", libelle: "Virgule" },
  { valeur: "\t", libelle: "Tabulation" },
  { valeur: "|", libelle: "Barre verticale" },
] as const;

type Saisie = Readonly<Record<"collecte" | "chemin" | "motif" | "hote" | "compte" | "cle_hote" | "secret" | "periodicite_heures" | "tolerance_heures" | "encodage" | "separateur" | "seuil_disparition" | "seuil_auto", string>>;

function lue(s: Source): Saisie {
  return {
    collecte: s.collecte,
    chemin: s.chemin ?? "",
    motif: s.motif ?? "",
    hote: s.hote ?? "",
    compte: s.compte ?? "",
    cle_hote: s.cle_hote ?? "",
    secret: s.secret ?? "",
    periodicite_heures: s.periodicite_heures === undefined ? "" : String(s.periodicite_heures),
    tolerance_heures: String(s.tolerance_heures ?? 0),
    encodage: s.encodage === "utf-8" ? "" : (s.encodage ?? ""),
    separateur: s.separateur === ";" ? "" : (s.separateur ?? ""),
    seuil_disparition: String(s.seuil_disparition),
    seuil_auto: String(s.seuil_auto),
  };
}

/** How files arrive, how they are read, from what share of changes on a person decides. */
export function ReglagesSource({ source: s }: Readonly<{ source: Source }>) {
  const [saisie, setSaisie] = useState(() => lue(s));
  const regler = useRegler(s);
  const faute = (c: string) => (regler.error ? probleme(regler.error).errors?.find((f) => f.pointer === `/${c}`)?.message : undefined);
  const champ = (nom: string, c: keyof Saisie, reste: Partial<PropsChamp> = {}) => (
    <Champ nom={nom} valeur={saisie[c]} onChange={(v) => setSaisie((a) => ({ ...a, [c]: v }))} faute={faute(c)} max={200} {...reste} />
  );
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    regler.mutate({
      collecte: saisie.collecte as GenreCollecte,
      chemin: ouRien(saisie.chemin),
      motif: ouRien(saisie.motif),
      hote: ouRien(saisie.hote),
      compte: ouRien(saisie.compte),
      cle_hote: ouRien(saisie.cle_hote),
      secret: ouRien(saisie.secret),
      periodicite_heures: nombreOuRien(saisie.periodicite_heures),
      tolerance_heures: nombreOuRien(saisie.tolerance_heures) ?? 0,
      seuil_disparition: nombreOuRien(saisie.seuil_disparition) ?? s.seuil_disparition,
      seuil_auto: nombreOuRien(saisie.seuil_auto) ?? s.seuil_auto,
      ...(s.tabulaire ? { encodage: saisie.encodage === "" ? null : (saisie.encodage as EncodageSource), separateur: saisie.separateur === "" ? null : saisie.separateur } : {}),
    });
  };
  const { collecte } = saisie;
  return (
    <form className={styles["reglages"]} aria-label={`Réglages de ${s.libelle}`} onSubmit={soumettre}>
      {regler.error ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(regler.error).detail}</p>
        </div>
      ) : null}
      <h3>Arrivée des fichiers</h3>
      <Champs>
        <ChampChoix nom="Arrivée" valeur={collecte} onChange={(v) => setSaisie((a) => ({ ...a, collecte: v }))} choix={COLLECTES} />
        {champ("Attendue toutes les (heures)", "periodicite_heures", { indice: "Vide : aucune alerte de retard. 24 : chaque jour, 168 : chaque semaine." })}
        {champ("Tolérance avant l’alerte (heures)", "tolerance_heures")}
        {collecte === "aucune" ? null : (
          <>
            {champ(collecte === "sftp" ? "Dossier sur le serveur" : "Dossier, sous celui de l’académie", "chemin", { code: true })}
            {champ("Motif des noms", "motif", { code: true, indice: "Exemple : sts_emp_*.xml. Vide : tous les fichiers." })}
          </>
        )}
        {collecte === "sftp" ? (
          <>
            {champ("Serveur", "hote", { code: true, indice: "nom ou nom:port" })}
            {champ("Compte", "compte", { code: true })}
            {champ("Clé du serveur", "cle_hote", { code: true, max: 1000, indice: "La ligne « ssh-ed25519 AAAA… » de ssh-keyscan" })}
            {champ("Nom du secret", "secret", { code: true, indice: "Fichier du dossier des secrets du serveur : clé privée ou mot de passe" })}
          </>
        ) : null}
      </Champs>
      {s.tabulaire ? (
        <>
          <h3>Lecture</h3>
          <Champs>
            <ChampChoix nom="Encodage" valeur={saisie.encodage} onChange={(v) => setSaisie((a) => ({ ...a, encodage: v }))} choix={ENCODAGES} />
            <ChampChoix nom="Séparateur" valeur={saisie.separateur} onChange={(v) => setSaisie((a) => ({ ...a, separateur: v }))} choix={SEPARATEURS} />
          </Champs>
        </>
      ) : null}
      <h3>Seuils de confirmation</h3>
      <Champs>
        {champ("Absents du fichier (%)", "seuil_disparition", { indice: "Au-delà, une personne doit confirmer." })}
        {champ("Modifiés ou absents (%)", "seuil_auto", { indice: "Jusque-là, l’import s’applique seul. 100 : toujours." })}
      </Champs>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={regler.isPending}>
          {regler.isPending ? "Un instant…" : "Enregistrer les réglages"}
        </button>
      </div>
    </form>
  );
}
