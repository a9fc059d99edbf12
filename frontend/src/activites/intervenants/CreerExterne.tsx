import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Intervenant } from "../../api/genere";
import { creerIntervenant } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampCommune } from "../../dossier/ChampCommune";
import { Champ, ChampChoix, Champs, type PropsChamp } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { creation, EXTERNE_VIDE, type Externe } from "./externe";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { actualiser } from "./fraicheur";
import styles from "./Intervenants.module.css";

type Props = Readonly<{ ouvert: boolean; onCree: (cree: Intervenant) => void; onFermer: () => void }>;

const CIVILITES = [
  { valeur: "", libelle: "Non précisée" },
  { valeur: "Mme", libelle: "Mme" },
  { valeur: "M.", libelle: "M." },
] as const;

/** Somebody whom no HR file knows. What is typed outlives a refusal, and a dialog closed by mistake. */
export function CreerExterne({ ouvert, onCree, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [saisie, setSaisie] = useState(EXTERNE_VIDE);
  const [cle, setCle] = useState(() => crypto.randomUUID());
  const creer = useMutation({
    mutationFn: (doublonAccepte: boolean) => creerIntervenant({ body: creation(saisie, doublonAccepte), headers: { "Idempotency-Key": cle } }),
    onSuccess: (cree) => {
      ecrire(`${cree.nom} ${cree.prenom} : créé(e).`, "succes");
      setSaisie(EXTERNE_VIDE);
      setCle(crypto.randomUUID());
      actualiser(client);
      onCree(cree);
    },
    onError: (e) => {
      const p = probleme(e);
      ecrire(p.detail, "erreur");
      if (p.status !== 0) {
        // A silent network may have created the person: the same key would find it again. A refusal created nobody.
        setCle(crypto.randomUUID());
      }
    },
  });
  const homonyme = creer.isError && probleme(creer.error).code === "intervenant.homonyme";
  const poser = useCallback((champs: Partial<Externe>) => setSaisie((s) => ({ ...s, ...champs })), []);
  const poserCommune = useCallback((commune: string, code_commune: string) => poser({ commune, code_commune }), [poser]);
  const champ = (nom: string, c: keyof Externe, max: number, reste: Partial<PropsChamp> = {}) => (
    <Champ nom={nom} valeur={saisie[c]} onChange={(v) => poser({ [c]: v })} max={max} faute={fauteDe(creer.error, c)} {...reste} />
  );
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    creer.mutate(false);
  };
  return (
    <Dialogue
      titre="Créer un intervenant externe"
      ouvert={ouvert}
      onFermer={onFermer}
      actions={
        <>
          {homonyme ? (
            <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={creer.isPending} onClick={() => creer.mutate(true)}>
              Créer quand même
            </button>
          ) : null}
          <Envoi formulaire={formulaire} nom={homonyme ? "Vérifier de nouveau" : "Créer"} enCours={creer.isPending} onAnnuler={onFermer} />
        </>
      }
    >
      <form id={formulaire} className={styles["bloc"]} onSubmit={soumettre}>
        <Refus erreur={creer.error} />
        <p className={styles["mention"]}>
          Professionnel, universitaire, retraité, agent d’une autre académie… Les personnels de l’académie viennent des fichiers des ressources humaines.
        </p>
        <Champs>
          <ChampChoix nom="Civilité" valeur={saisie.civilite} onChange={(civilite) => poser({ civilite })} choix={CIVILITES} />
          {champ("Nom d’usage", "nom", 80, { requis: true })}
          {champ("Prénom", "prenom", 80, { requis: true })}
          {champ("Nom de naissance", "nom_patronymique", 80)}
          {champ("Date de naissance", "date_naissance", 10, { type: "date" })}
          {champ("Profession ou qualité", "fonction", 60)}
          {champ("Courriel", "mel", 200, { type: "email" })}
          {champ("Téléphone", "telephone", 30, { type: "tel" })}
          {champ("Adresse", "adresse", 200)}
          {champ("Code postal", "code_postal", 10)}
          <ChampCommune
            commune={saisie.commune}
            code={saisie.code_commune}
            codePostal={saisie.code_postal}
            onChange={poserCommune}
            faute={fauteDe(creer.error, "commune") ?? fauteDe(creer.error, "code_commune")}
          />
        </Champs>
      </form>
    </Dialogue>
  );
}
