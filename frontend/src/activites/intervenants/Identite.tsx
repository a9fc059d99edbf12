import type { Intervenant } from "../../api/genere";
import { ETATS_INTERVENANT, ORIGINES } from "../../domaine/etats";
import { date } from "../../grille/formats";
import { Fiche, type Champ } from "../../ui/Page";
import type { Brouillon } from "./brouillon";
import { Coordonnees } from "./Coordonnees";
import styles from "./Intervenants.module.css";

type Props = Readonly<{ intervenant: Intervenant; modifiable: boolean; brouillon: Brouillon | undefined; setBrouillon: (b: Brouillon | undefined) => void }>;

const codeEtNom = (code: string | undefined, nom: string | undefined) => [code, nom].filter(Boolean).join(" ");

/** Who somebody is, as the files say it; below, what a gestionnaire may correct. */
export function Identite({ intervenant: i, modifiable, brouillon, setBrouillon }: Props) {
  const lus: readonly Champ[] = [
    ["Civilité", i.civilite],
    ["Nom patronymique", i.nom_patronymique],
    ["Date de naissance", modifiable && i.date_naissance ? date(i.date_naissance) : undefined],
    ["Corps", i.corps],
    ["Grade", i.grade],
    ["Fonction", i.fonction],
    ["Discipline de recrutement", i.discipline_recrutement],
    ["Discipline de poste", codeEtNom(i.discipline, i.discipline_libelle)],
    ["Position administrative", i.position ? `${i.position}${i.position_le ? ` depuis le ${date(i.position_le)}` : ""}` : undefined],
    ["Établissement", codeEtNom(i.etablissement, i.etablissement_nom)],
    ["Connu par", ORIGINES.find((o) => o.valeur === i.origine)?.libelle],
    ["Connu depuis le", i.cree_le ? date(i.cree_le) : undefined],
  ];
  if (modifiable) {
    return (
      <>
        <div className={styles["compact"]}>
          <Fiche champs={lus} />
        </div>
        <Coordonnees intervenant={i} brouillon={brouillon} setBrouillon={setBrouillon} />
      </>
    );
  }
  return (
    <Fiche champs={[...lus, ["Commune", i.commune], ["Courriel", i.mel], ["Téléphone", i.telephone], ["État", ETATS_INTERVENANT.find((e) => e.valeur === i.etat)?.libelle]]} />
  );
}
