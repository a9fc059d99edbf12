import type { FaitConstat, FormeConstat } from "../../api/genere";
import { FAITS } from "../../domaine/frais";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import type { Brouillon } from "./brouillon";

const CHOIX = [{ valeur: "", libelle: "À constater" }, ...FAITS];

type Props = Readonly<{ forme: FormeConstat; brouillon: Brouillon; onChange: (b: Brouillon) => void }>;

/** The fields of one form: what the work is paid by, nothing else. */
export function Quantites({ forme, brouillon: b, onChange }: Props) {
  const poser = (champ: keyof Brouillon) => (valeur: string) => onChange({ ...b, [champ]: valeur });
  const fait = b.fait === "fait" || b.fait === "partiel";
  return (
    <Champs>
      <ChampChoix nom="Service" valeur={b.fait} onChange={(v) => onChange({ ...b, fait: v as FaitConstat | "" })} choix={CHOIX} />
      {fait && forme === "ecrit" ? <Champ nom="Copies" type="number" valeur={b.copies} onChange={poser("copies")} /> : null}
      {fait && forme === "oral" ? <Champ nom="Candidats" type="number" valeur={b.candidats} onChange={poser("candidats")} /> : null}
      {fait && (forme === "oral" || forme === "pratique") ? <Champ nom="Durée avec les candidats" valeur={b.duree} onChange={poser("duree")} /> : null}
      {fait && forme === "vae" ? (
        <>
          <Champ nom="Demandes" type="number" valeur={b.demandes} onChange={poser("demandes")} />
          <Champ nom="Coefficient" valeur={b.coefficient} onChange={poser("coefficient")} />
        </>
      ) : null}
      {b.fait === "remplace" ? <Champ nom="Remplacé par" valeur={b.remplacant} onChange={poser("remplacant")} max={120} /> : null}
      {b.fait === "" || b.fait === "fait" ? null : <Champ nom="Observation" valeur={b.observation} onChange={poser("observation")} max={500} />}
    </Champs>
  );
}
