import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { probleme } from "../../api/erreur";
import type { TypeSecret } from "../../api/genere";
import { ecrireSecret } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { actualiser } from "./fraicheur";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import styles from "./Intervenants.module.css";
import { cleSecrets, SANS_TRACE } from "./secrets";

type Props = Readonly<{ id: string; personne: string; type: TypeSecret; onFait: () => void; onFermer: () => void }>;

const INDICES: Readonly<Record<TypeSecret, string>> = {
  NUMEN: "13 chiffres et lettres",
  NIR: "13 chiffres et 2 de clé ; les espaces sont permis",
  IBAN: "27 caractères pour la France ; les espaces sont permis",
};

/** Types a number; its key is checked by the service, and the fault is said at the field. */
export function SaisieSecret({ id, personne, type, onFait, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [valeur, setValeur] = useState("");
  const saisie = useMutation({
    ...SANS_TRACE,
    mutationFn: () => ecrireSecret({ path: { id, type }, body: { valeur } }),
    onSuccess: (secrets) => {
      client.setQueryData(cleSecrets(id), secrets);
      actualiser(client);
      ecrire(`${type} de ${personne} : enregistré.`, "succes");
      onFait();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  return (
    <Dialogue
      titre={`${type} de ${personne}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Enregistrer" enCours={saisie.isPending} inactif={valeur.trim() === ""} onAnnuler={onFermer} />}
    >
      <form
        id={formulaire}
        className={styles["bloc"]}
        onSubmit={(e) => {
          e.preventDefault();
          saisie.mutate();
        }}
      >
        <Refus erreur={saisie.error} />
        <Champ nom={type} valeur={valeur} onChange={setValeur} max={50} requis code indice={INDICES[type]} faute={fauteDe(saisie.error, "valeur")} />
        <p className={styles["mention"]}>Le numéro est chiffré dès sa réception et remplace le précédent. Le changement s’inscrit au journal, masqué.</p>
      </form>
    </Dialogue>
  );
}
