import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { RegleCompetence } from "../../api/genere";
import { creerRegleCompetence, modifierRegleCompetence, supprimerRegleCompetence } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { ANNEES_CYCLE } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs, type PropsChamp } from "../../ui/Champ";
import { ChampEpreuve } from "./ChampEpreuve";
import styles from "../../dossier/Dossier.module.css";
import { corps, enMots, saisieDe, type Saisie } from "./saisie";

type Props = Readonly<{ session: string; regle?: RegleCompetence; /** What a new rule starts from. */ modele?: RegleCompetence | undefined; onFait: (id: string) => void; onAnnuler?: () => void }>;

const SENS = [
  { valeur: "donne", libelle: "donne l’épreuve-option" },
  { valeur: "exclut", libelle: "ne la donne pas" },
] as const;
const PRIORITES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((p) => ({ valeur: p, libelle: p === "1" ? "1 – d’abord (classes d’examen)" : p }));

const direRefus = (e: unknown) => ecrire(probleme(e).detail, "erreur");

/** One rule. Its sentence, above, says what it means before it is saved. */
export function Fiche({ session, regle, modele, onFait, onAnnuler }: Props) {
  const client = useQueryClient();
  const [saisie, setSaisie] = useState(() => saisieDe(regle ?? modele));
  const poser = (champs: Partial<Saisie>) => setSaisie((s) => ({ ...s, ...champs }));
  const relire = () => void client.invalidateQueries({ queryKey: cleListe("regles-competence") });
  const entete = { "If-Match": `"${regle?.version ?? 0}"` };
  const ecriture = useMutation({
    mutationFn: () =>
      regle ? modifierRegleCompetence({ path: { id: regle.id }, headers: entete, body: corps(saisie, session) }) : creerRegleCompetence({ body: corps(saisie, session) }),
    onSuccess: (r) => {
      ecrire(regle ? "Règle enregistrée. Elle prendra effet au prochain calcul." : "Règle ajoutée. Elle prendra effet au prochain calcul.", "succes");
      relire();
      onFait(r.id);
    },
    onError: direRefus,
  });
  const suppression = useMutation({
    mutationFn: () => supprimerRegleCompetence({ path: { id: regle?.id ?? "" }, headers: entete }),
    onSuccess: () => {
      ecrire("Règle supprimée. Ce qu’elle donnait partira au prochain calcul.", "succes");
      relire();
    },
    onError: direRefus,
  });
  const champ = (nom: string, c: "matiere" | "dispositif" | "diplome" | "modalite" | "discipline", max: number, indice: string, reste: Partial<PropsChamp> = {}) => (
    <Champ nom={nom} valeur={saisie[c]} onChange={(v) => poser({ [c]: v.toUpperCase() })} max={max} indice={indice} code faute={fauteDe(ecriture.error, c)} {...reste} />
  );
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    ecriture.mutate();
  };
  const enCours = ecriture.isPending || suppression.isPending;
  return (
    <form className={styles["bloc"]} aria-label={regle ? "Règle choisie" : "Nouvelle règle"} onSubmit={soumettre}>
      <p role="status">{enMots(saisie)}</p>
      <Refus erreur={ecriture.error ?? suppression.error} />
      <Champs>
        {champ("Matière", "matiere", 6, "061300 ; « ? » remplace un caractère")}
        {champ("Dispositif", "dispositif", 3, "MEF, caractères 1 à 3 : 202")}
        {champ("Diplôme", "diplome", 5, "MEF, caractères 4 à 8 : 31406")}
        <ChampChoix nom="Année du cycle" valeur={saisie.annee} onChange={(annee) => poser({ annee: annee as Saisie["annee"] })} choix={ANNEES_CYCLE} />
        {champ("Modalité", "modalite", 10, "CG, TP, TD… ; vide : toutes")}
        {champ("Discipline de poste", "discipline", 5, "L1300 ; vide : toutes")}
        <ChampChoix nom="Enseigner cela" valeur={saisie.sens} onChange={(sens) => poser({ sens: sens as Saisie["sens"] })} choix={SENS} />
        <ChampChoix nom="Priorité" valeur={saisie.priorite} onChange={(priorite) => poser({ priorite })} choix={PRIORITES} />
        <ChampEpreuve libelle={saisie.libelle} faute={fauteDe(ecriture.error, "epreuve_option")} choisir={(epreuve_option, libelle) => poser({ epreuve_option, libelle })} />
        <Champ nom="Commentaire" valeur={saisie.commentaire} onChange={(commentaire) => poser({ commentaire })} max={300} />
      </Champs>
      <div className={styles["rangee"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={enCours || saisie.epreuve_option === ""}>
          {ecriture.isPending ? "Un instant…" : regle ? "Enregistrer" : "Ajouter"}
        </button>
        {onAnnuler ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onAnnuler}>
            Annuler
          </button>
        ) : null}
        {regle ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={enCours} onClick={() => suppression.mutate()}>
            Supprimer la règle
          </button>
        ) : null}
      </div>
    </form>
  );
}
