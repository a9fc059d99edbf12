import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { EpreuveOption } from "../../api/genere";
import { listerEpreuvesOptions } from "../../api/genere/sdk.gen";
import { Refus } from "../../dossier/Formulaire";
import { accorder } from "../../grille/textes";
import { Champ } from "../../ui/Champ";
import styles from "../../dossier/Dossier.module.css";

const MAX = 20;

/** One épreuve-option of the regulation, found by a few words: « bts math ». */
export function Epreuves({ choisie, choisir }: Readonly<{ choisie: string; choisir: (e: EpreuveOption) => void }>) {
  const [mots, setMots] = useState("");
  const q = useDeferredValue(mots.trim());
  const lues = useQuery({
    queryKey: ["epreuves-proposees", q],
    queryFn: ({ signal }) => listerEpreuvesOptions({ query: { taille: MAX, ...(q === "" ? {} : { q }) }, signal }),
    placeholderData: (avant) => avant,
  });
  const reste = lues.data ? lues.data.total - lues.data.items.length : 0;
  return (
    <>
      <Champ nom="Chercher dans la réglementation" valeur={mots} onChange={setMots} max={100} indice="Examen, spécialité ou épreuve : « bts math »" />
      <Refus erreur={lues.error} />
      <fieldset className={styles["choix"]} aria-busy={lues.isFetching}>
        <legend className="lecture-seule-ecran">Épreuves-options trouvées</legend>
        {lues.data?.items.map((e) => (
          <label key={e.id}>
            <input type="radio" name="epreuve" checked={choisie === e.id} onChange={() => choisir(e)} />
            <span>
              <strong>{e.libelle}</strong> – {e.examen} {e.specialite} {e.specialite_libelle}
            </span>
          </label>
        ))}
      </fieldset>
      <p role="status">
        {lues.data?.items.length === 0 ? "Aucune épreuve-option de ce nom dans la réglementation." : reste > 0 ? `… et ${accorder(reste, "autre")} : précisez.` : ""}
      </p>
    </>
  );
}
