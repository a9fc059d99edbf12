import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Intervenant, TypeSecret } from "../../api/genere";
import { rechercherParSecret } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { accorder } from "../../grille/textes";
import { Champ, ChampChoix } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import styles from "./Intervenants.module.css";
import { SANS_TRACE, TYPES_SECRET } from "./secrets";

type Props = Readonly<{ onTrouve: (trouve: Intervenant) => void; onFermer: () => void }>;

const TYPES = TYPES_SECRET.map(({ type, libelle }) => ({ valeur: type, libelle: `${type} – ${libelle}` }));

/** The value travels in the body of the request, never in an address that histories and logs would keep. */
export function RechercheSecret({ onTrouve, onFermer }: Props) {
  const formulaire = useId();
  const [type, setType] = useState<TypeSecret>("NUMEN");
  const [valeur, setValeur] = useState("");
  const recherche = useMutation({
    ...SANS_TRACE,
    mutationFn: () => rechercherParSecret({ body: { type, valeur } }),
    onSuccess: ({ intervenants }) => {
      ecrire(`Recherche par ${type} : ${accorder(intervenants.length, "personne trouvée", "personnes trouvées")}. La recherche est inscrite au journal.`);
      const [seul, ...autres] = intervenants;
      if (seul && autres.length === 0) {
        onTrouve(seul);
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    recherche.mutate();
  };
  const trouves = recherche.data?.intervenants;
  return (
    <Dialogue
      titre="Rechercher par NUMEN, NIR ou IBAN"
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Rechercher" enCours={recherche.isPending} inactif={valeur.trim() === ""} onAnnuler={onFermer} />}
    >
      <form id={formulaire} className={styles["bloc"]} onSubmit={soumettre}>
        <Refus erreur={recherche.error} />
        <ChampChoix nom="Numéro cherché" valeur={type} onChange={(v) => setType(v as TypeSecret)} choix={TYPES} />
        <Champ
          nom="Valeur"
          valeur={valeur}
          onChange={setValeur}
          max={50}
          requis
          code
          indice="Complète ; la recherche s’inscrit au journal"
          faute={fauteDe(recherche.error, "valeur")}
        />
        {trouves ? (
          <div role="status">
            {trouves.length === 0 ? (
              <p>Personne n’a ce {type} dans l’académie.</p>
            ) : (
              <ul className={styles["trouves"]}>
                {trouves.map((i) => (
                  <li key={i.id}>
                    <button type="button" onClick={() => onTrouve(i)}>
                      {i.nom} {i.prenom}
                      {i.numero === undefined ? "" : ` (n° ${i.numero})`}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </div>
        ) : null}
      </form>
    </Dialogue>
  );
}
