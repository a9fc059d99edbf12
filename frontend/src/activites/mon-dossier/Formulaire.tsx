import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { DossierFrais } from "../../api/genere";
import { enregistrerDossierFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampCommune } from "../../dossier/ChampCommune";
import { cleDossierFrais, ENERGIES, VEHICULES } from "../../dossier/dossierFrais";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import styles from "./MonDossier.module.css";
import { enApi, saisieDe, type Saisie } from "./saisie";

/** Where I live, what I drive, what I need: saving it is also saying that it is right. */
export function Formulaire({ dossier: d }: Readonly<{ dossier: DossierFrais }>) {
  const client = useQueryClient();
  const [s, setS] = useState<Saisie>(() => saisieDe(d));
  const poser = useCallback(
    (champs: Partial<Saisie>) => setS((avant) => ({ ...avant, ...champs })),
    [],
  );
  const poserCommune = useCallback(
    (commune: string, codeCommune: string) => poser({ commune, codeCommune }),
    [poser],
  );
  const envoi = useMutation({
    mutationFn: () =>
      enregistrerDossierFrais({
        path: { id: d.id },
        headers: { "If-Match": String(d.version) },
        body: enApi(s),
      }),
    onSuccess: (nouveau) => {
      client.setQueryData(cleDossierFrais(d.id), nouveau);
      ecrire("Dossier enregistré et confirmé.", "succes");
    },
    onError: (e) => {
      ecrire(probleme(e).detail, "erreur");
      if (probleme(e).status === 412) {
        void client.invalidateQueries({ queryKey: cleDossierFrais(d.id) });
      }
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form className={styles["formulaire"]} aria-label="Mon dossier" onSubmit={soumettre}>
      <section aria-label="Mon adresse">
        <h2>Mon adresse</h2>
        <p className={styles["mention"]}>
          Vos trajets se comptent de votre résidence ou de votre établissement, au plus court.
        </p>
        <Champs>
          <Champ
            nom="Adresse"
            valeur={s.adresse}
            onChange={(adresse) => poser({ adresse })}
            max={200}
            completion="street-address"
            faute={fauteDe(envoi.error, "adresse")}
          />
          <Champ
            nom="Code postal"
            valeur={s.codePostal}
            onChange={(codePostal) => poser({ codePostal })}
            max={10}
            completion="postal-code"
          />
          <ChampCommune
            commune={s.commune}
            code={s.codeCommune}
            codePostal={s.codePostal}
            onChange={poserCommune}
            faute={fauteDe(envoi.error, "commune")}
          />
          <Champ
            nom="Courriel"
            type="email"
            valeur={s.mel}
            onChange={(mel) => poser({ mel })}
            max={200}
            completion="email"
            faute={fauteDe(envoi.error, "mel")}
          />
          <Champ
            nom="Téléphone"
            type="tel"
            valeur={s.telephone}
            onChange={(telephone) => poser({ telephone })}
            max={30}
            completion="tel"
          />
        </Champs>
      </section>
      <section aria-label="Mon véhicule">
        <h2>Mon véhicule</h2>
        <Champs>
          <ChampChoix
            nom="Je me déplace avec"
            valeur={s.vehicule}
            onChange={(vehicule) => poser({ vehicule })}
            choix={VEHICULES}
          />
          {s.vehicule === "voiture" ? (
            <Champ
              nom="Puissance fiscale"
              type="number"
              valeur={s.puissance}
              onChange={(puissance) => poser({ puissance })}
              requis
              indice="Case P.6 de la carte grise"
              faute={fauteDe(envoi.error, "puissance")}
            />
          ) : null}
          {s.vehicule ? (
            <ChampChoix
              nom="Énergie"
              valeur={s.energie}
              onChange={(energie) => poser({ energie })}
              choix={ENERGIES}
            />
          ) : null}
        </Champs>
      </section>
      <section aria-label="Ma situation">
        <h2>Ma situation</h2>
        <fieldset className={styles["cases"]}>
          <legend className={styles["mention"]}>
            Facultatif. L’académie vous demandera de quoi la reconnaître ; elle seule, et vous,
            voyez cette réponse.
          </legend>
          <label>
            <input
              type="checkbox"
              checked={s.rqth}
              onChange={(e) => poser({ rqth: e.target.checked })}
            />{" "}
            Je suis reconnu travailleur handicapé et à mobilité réduite (RQTH)
            {d.rqth
              ? " – reconnu par l’académie"
              : d.rqth_declaree
                ? " – à reconnaître par l’académie"
                : ""}
          </label>
          <label>
            <input
              type="checkbox"
              checked={s.taxi}
              onChange={(e) => poser({ taxi: e.target.checked })}
            />{" "}
            J’ai besoin d’un taxi ou d’un véhicule adapté
            {d.taxi
              ? " – autorisé par l’académie"
              : d.taxi_demande
                ? " – à autoriser par l’académie"
                : ""}
          </label>
        </fieldset>
      </section>
      <Refus erreur={envoi.error} />
      <div className={styles["boutons"]}>
        <button type="submit" className="fr-btn" disabled={envoi.isPending}>
          {envoi.isPending ? "Enregistrement…" : "Enregistrer et confirmer"}
        </button>
      </div>
    </form>
  );
}
