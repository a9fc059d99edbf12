import { useCallback, useState, type FormEvent } from "react";
import type { Intervenant } from "../../api/genere";
import { ETATS_INTERVENANT } from "../../domaine/etats";
import { ChampCommune } from "../../dossier/ChampCommune";
import { Champ, ChampChoix, Champs, type PropsChamp } from "../../ui/Champ";
import { estProtege, modification, saisieDe, type Brouillon, type Contact, type Saisie } from "./brouillon";
import { Divergence } from "./Divergence";
import { useEnregistrer } from "./enregistrer";
import styles from "./Intervenants.module.css";

type Props = Readonly<{ intervenant: Intervenant; brouillon: Brouillon | undefined; setBrouillon: (b: Brouillon | undefined) => void }>;

const PROTEGE = <span className={styles["protege"]}>corrigé à la main, protégé des fichiers</span>;
const SANS_MOTIF = "Dites pourquoi l’état change : le motif reste à l’historique.";

/** What a gestionnaire may correct, and the state of the person. */
export function Coordonnees({ intervenant: i, brouillon, setBrouillon }: Props) {
  const [sansMotif, setSansMotif] = useState(false);
  const e = useEnregistrer(i.id, (nouveau, demande) => setBrouillon(demande.rendre_aux_fichiers && brouillon ? { ...brouillon, version: nouveau.version } : undefined));
  const saisie = saisieDe(i, brouillon?.champs);
  const change = modification(i, saisie);
  const modifie = Object.keys(change).length > 0;
  const poser = useCallback(
    (champs: Partial<Saisie>) => setBrouillon({ version: brouillon?.version ?? i.version, champs: { ...brouillon?.champs, ...champs } }),
    [brouillon, i.version, setBrouillon],
  );
  const poserCommune = useCallback((commune: string, code_commune: string) => poser({ commune, code_commune }), [poser]);
  const faute = (c: string) => e.faute?.errors?.find((f) => f.pointer === `/${c}`)?.message;
  const contact = (nom: string, c: Contact, max: number, reste: Partial<PropsChamp> = {}) => (
    <Champ nom={nom} valeur={saisie[c]} onChange={(v) => poser({ [c]: v })} max={max} faute={faute(c)} indice={estProtege(i, c) ? PROTEGE : undefined} {...reste} />
  );
  const soumettre = (evenement: FormEvent) => {
    evenement.preventDefault();
    const motif = saisie.motif.trim();
    setSansMotif(change.etat !== undefined && motif === "");
    if (change.etat === undefined || motif !== "") {
      e.ecrire({ version: e.entreTemps?.version ?? brouillon?.version ?? i.version, body: motif === "" ? change : { ...change, motif } });
    }
  };
  const abandonner = () => {
    setBrouillon(undefined);
    setSansMotif(false);
    e.oublier();
  };
  return (
    <form className={styles["formulaire"]} aria-label="Coordonnées et état" onSubmit={soumettre}>
      {e.entreTemps ? <Divergence actuel={e.entreTemps} /> : null}
      {e.faute && !e.entreTemps ? (
        <p className="fr-error-text" role="alert">
          {e.faute.detail}
        </p>
      ) : null}
      <Champs>
        {contact("Courriel", "mel", 200, { type: "email" })}
        {contact("Téléphone", "telephone", 30, { type: "tel" })}
        {contact("Adresse", "adresse", 200)}
        {contact("Code postal", "code_postal", 10)}
        <ChampCommune
          commune={saisie.commune}
          code={saisie.code_commune}
          codePostal={saisie.code_postal}
          onChange={poserCommune}
          faute={faute("commune") ?? faute("code_commune")}
          mention={estProtege(i, "commune") || estProtege(i, "code_commune") ? PROTEGE : undefined}
        />
        <ChampChoix nom="État" valeur={saisie.etat} onChange={(v) => poser({ etat: v as Intervenant["etat"] })} choix={ETATS_INTERVENANT} />
        <Champ
          nom="Motif"
          indice="Pour l’historique ; obligatoire si l’état change"
          valeur={saisie.motif}
          onChange={(motif) => poser({ motif })}
          max={500}
          faute={sansMotif && saisie.motif.trim() === "" ? SANS_MOTIF : faute("motif")}
        />
      </Champs>
      <div className={styles["actions"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={!modifie || e.enCours}>
          {e.enCours ? "Enregistrement…" : e.entreTemps ? "Enregistrer ma saisie malgré tout" : "Enregistrer"}
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={!brouillon && !e.entreTemps} onClick={abandonner}>
          {e.entreTemps ? "Reprendre la version enregistrée" : "Annuler"}
        </button>
        {i.saisis ? (
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            disabled={e.enCours}
            title="Les prochains imports pourront de nouveau changer les champs corrigés à la main"
            onClick={() => e.ecrire({ version: i.version, body: { rendre_aux_fichiers: true } })}
          >
            Rendre aux fichiers
          </button>
        ) : null}
      </div>
    </form>
  );
}
